using System.Numerics.Tensors;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>What a model says of pixels.</summary>
/// <param name="ClassNames">The classes.</param>
/// <param name="Places">Where each pixel lies, from 0: of a table its row, of patches file, row and column.</param>
/// <param name="Probabilities">Row-major [pixels, C].</param>
public sealed record PixelPredictionResult(IReadOnlyList<string> ClassNames, IReadOnlyList<Column> Places, double[] Probabilities)
{
    /// <summary>Pixels.</summary>
    public int Count => Probabilities.Length / ClassNames.Count;

    /// <summary>The most probable class of each pixel.</summary>
    public int[] Classes()
    {
        var classes = ClassNames.Count;
        return [.. Enumerable.Range(0, Count).Select(i =>
            TensorPrimitives.IndexOfMax<double>(Probabilities.AsSpan(i * classes, classes)))];
    }

    /// <summary>The predictions as a table: places, <c>class</c>, <c>probability</c> and a probability for each class.</summary>
    public Table ToTable()
    {
        var (classes, chosen) = (ClassNames.Count, Classes());
        double[] Of(int c) => [.. Enumerable.Range(0, Count).Select(i => Math.Round(Probabilities[(i * classes) + c], 6))];
        return new Table([.. Places, new CategoricalColumn("class", [.. ClassNames], chosen),
            new NumericColumn("probability", [.. chosen.Select((c, i) => Math.Round(Probabilities[(i * classes) + c], 6))]),
            .. ClassNames.Select((name, c) => new NumericColumn($"p_{name}", Of(c)))]);
    }
}
