using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterpoise.MLNet;

/// <summary>
/// A trainer of ML.NET as a classifier of Counterpoise, for comparisons, the advisor and samplers that ask for one. It sees a vector
/// <c>Features</c>, a label <c>Label</c> (a Boolean for two classes, else a key) and weights <c>Weight</c>.
/// </summary>
/// <param name="name">What it is called in reports.</param>
/// <param name="estimator">Makes the trainer of a context; its scored data must hold probabilities.</param>
public sealed class EstimatorClassifier(string name, Func<MLContext, IEstimator<ITransformer>> estimator) : IClassifier
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        cancellationToken.ThrowIfCancellationRequested();
        var context = new MLContext((int)random.NextInteger(int.MaxValue));
        return new Fitted(context, estimator(context).Fit(View(context, features, labels, classCount, weights)), features.Columns,
            classCount);
    }

    private static IDataView View(MLContext context, DenseMatrix features, ReadOnlySpan<int> labels, int classCount,
        ReadOnlySpan<double> weights)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features.Columns);
        schema[nameof(Row.Key)].ColumnType = new KeyDataViewType(typeof(uint), classCount);
        schema[classCount == 2 ? nameof(Row.Flag) : nameof(Row.Key)].ColumnName = "Label";
        var rows = new Row[features.Rows];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new Row
            {
                Features = Array.ConvertAll(features.Row(i).ToArray(), v => (float)v),
                Flag = !labels.IsEmpty && labels[i] == 1,
                Key = labels.IsEmpty ? 1 : (uint)labels[i] + 1,
                Weight = weights.IsEmpty ? 1 : (float)weights[i],
            };
        }

        return context.Data.LoadFromEnumerable(rows, schema);
    }

    private sealed class Fitted(MLContext context, ITransformer model, int columns, int classCount) : IFittedClassifier, IDisposable
    {
        public int ClassCount => classCount;

        public double[] PredictProbabilities(DenseMatrix features)
        {
            TrainingRows.CheckWidth(features, columns);
            return features.Rows == 0 ? [] : ScoredRows.Read(model.Transform(View(context, features, [], classCount, [])), "Label")
                .Probabilities;
        }

        public void Dispose() => (model as IDisposable)?.Dispose();
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        public uint Key { get; set; }

        public float Weight { get; set; }
    }
}
