using Counterpoise.Numerics;

namespace Counterpoise.OneClass;

/// <summary>2^(−mean depth / c(ψ)) over trees that were each grown of ψ rows.</summary>
internal sealed class IsolationScore(IsolationTree[] trees, int sample, int columns) : INoveltyScore
{
    private readonly double _scale = IsolationTree.AverageDepth(sample);

    public int Columns => columns;

    public IsolationTree[] Trees => trees;

    public int Sample => sample;

    public double[] Of(DenseMatrix features)
    {
        var scores = new double[features.Rows];
        for (var i = 0; i < scores.Length; i++) scores[i] = Of(features.Row(i));
        return scores;
    }

    private double Of(ReadOnlySpan<double> row)
    {
        var depth = 0.0;
        foreach (var tree in trees) depth += tree.Depth(row);
        return _scale > 0 ? Math.Pow(2, -depth / trees.Length / _scale) : 0.5;
    }
}
