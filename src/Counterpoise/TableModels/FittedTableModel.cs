using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>
/// A model of tables as a classifier of rows of numbers, such as features of images: its columns in their order. Its probabilities are
/// calibrated and adjusted; its decision is that of <see cref="Model"/>.
/// </summary>
/// <param name="model">A model whose columns are all numbers; it is disposed with this one.</param>
public sealed class FittedTableModel(TableModel model) : IFittedClassifier, IDisposable
{
    private readonly string[] _names = model is null ? throw new ArgumentNullException(nameof(model))
        : model.Card.Columns.FirstOrDefault(c => c.Kind != ColumnKind.Numeric) is { } other
            ? throw new ArgumentException($"column '{other.Name}' is {other.Kind}; expected numbers alone", nameof(model))
        : [.. model.Card.Columns.Select(c => c.Name)];

    /// <summary>The model.</summary>
    public TableModel Model { get; } = model;

    /// <inheritdoc/>
    public int ClassCount => Model.Card.ClassNames.Count;

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.Columns == _names.Length ? Model.PredictProbabilities(Table.FromMatrix(features, _names))
            : throw new ArgumentException($"found {features.Columns} columns; expected {_names.Length}", nameof(features));
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();
}
