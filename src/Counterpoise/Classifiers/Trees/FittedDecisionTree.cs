using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>A decision tree that has learned; predicting is safe from several threads.</summary>
public sealed class FittedDecisionTree : IFittedClassifier
{
    private readonly TreeNode[] _nodes;
    private readonly double[] _shares;
    private readonly int _columns;

    internal FittedDecisionTree(TreeNode[] nodes, double[] shares, int classCount, int columns) =>
        (_nodes, _shares, ClassCount, _columns) = (nodes, shares, classCount, columns);

    /// <inheritdoc/>
    public int ClassCount { get; }

    internal TreeNode[] Nodes => _nodes;

    /// <summary>Class priors of each node, [nodes, C].</summary>
    internal double[] Shares => _shares;

    internal int Columns => _columns;

    /// <summary>Number of leaves.</summary>
    public int LeafCount => _nodes.Count(n => n.Column < 0);

    /// <inheritdoc/>
    public ClassifierForm Describe() => new TreesForm(ClassCount, _columns, [ToForm()], TreeLink.Shares);

    internal TreeForm ToForm() => new(Array.ConvertAll(_nodes, n => n.Column), Array.ConvertAll(_nodes, n => n.Threshold),
        Array.ConvertAll(_nodes, n => n.Left), Array.ConvertAll(_nodes, n => n.Right), _shares, 0);

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _columns);
        var probabilities = new double[features.Rows * ClassCount];
        for (var i = 0; i < features.Rows; i++) Leaf(features.Row(i)).CopyTo(probabilities.AsSpan(i * ClassCount));
        return probabilities;
    }

    /// <summary>Class priors of the leaf that a row falls into, [C].</summary>
    internal ReadOnlySpan<double> Leaf(ReadOnlySpan<double> row)
    {
        var at = 0;
        while (_nodes[at].Column is var column and >= 0) at = row[column] <= _nodes[at].Threshold ? _nodes[at].Left : _nodes[at].Right;
        return _shares.AsSpan(at * ClassCount, ClassCount);
    }
}
