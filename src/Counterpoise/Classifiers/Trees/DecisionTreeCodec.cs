using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>
/// A decision tree in a file: <c>classes</c>, <c>columns</c>; per node <c>split_columns</c> (−1 is a leaf), <c>thresholds</c>, <c>left</c>
/// and <c>right</c>, and <c>shares</c> [nodes, C]. Rows with at most the threshold go left; children stand behind their parent.
/// </summary>
internal sealed class DecisionTreeCodec() : ClassifierCodec<FittedDecisionTree>("decision_tree")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var (classes, columns) = (part.Integer("classes", 2, ClassifierCodecs.MostClasses), part.Integer("columns"));
        var splits = part.Integers("split_columns", -1, columns - 1);
        var thresholds = part.FiniteNumbers("thresholds", splits.Length);
        var (left, right) = (part.Integers("left", -1, splits.Length - 1, splits.Length),
            part.Integers("right", -1, splits.Length - 1, splits.Length));
        var nodes = new TreeNode[splits.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            // Children behind their parent: no row can go round in a circle.
            nodes[i] = splits[i] < 0 ? TreeNode.Leaf
                : left[i] > i && right[i] > i ? new TreeNode(splits[i], thresholds[i], left[i], right[i])
                : throw part.Fault($"node {i} leads back to node {Math.Min(left[i], right[i])}");
        }

        return nodes.Length == 0 ? throw part.Fault("the tree has no node")
            : new FittedDecisionTree(nodes, part.FiniteNumbers("shares", (long)nodes.Length * classes), classes, columns);
    }

    protected override void Write(FittedDecisionTree fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("classes", fitted.ClassCount);
        part.Integer("columns", fitted.Columns);
        part.Integers("split_columns", Array.ConvertAll(fitted.Nodes, n => n.Column));
        part.Numbers("thresholds", Array.ConvertAll(fitted.Nodes, n => n.Threshold));
        part.Integers("left", Array.ConvertAll(fitted.Nodes, n => n.Left));
        part.Integers("right", Array.ConvertAll(fitted.Nodes, n => n.Right));
        part.Numbers("shares", fitted.Shares);
    }
}
