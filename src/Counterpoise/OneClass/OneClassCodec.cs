using Counterpoise.Classifiers;
using Counterpoise.Neighbors;
using Counterpoise.SavedModels;

namespace Counterpoise.OneClass;

/// <summary>
/// A one-class model in a file: <c>shares</c> [C], <c>majority</c>, <c>middle</c>, <c>scale</c> and its <c>score</c>: <c>isolation</c>
/// (trees as arrays of nodes), <c>outlier_factor</c> (rows, k, reach, density) or <c>nearest_distance</c> (rows, k).
/// </summary>
internal sealed class OneClassCodec() : ClassifierCodec<FittedOneClass>("one_class")
{
    private const string Isolation = "isolation", OutlierFactor = "outlier_factor", Nearest = "nearest_distance";

    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var (shares, scale) = (part.FiniteNumbers("shares"), part.Number("scale"));
        return shares.Length < 2 || scale <= 0 ? throw part.Fault(
            $"found {shares.Length} classes and a scale of {scale}; expected at least 2, and above 0")
            : new FittedOneClass(shares, part.Integer("majority", 0, shares.Length - 1), part.Number("middle"), scale,
                Score(part.Part("score")));
    }

    protected override void Write(FittedOneClass fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Numbers("shares", fitted.Shares);
        part.Integer("majority", fitted.Majority);
        part.Number("middle", fitted.Middle);
        part.Number("scale", fitted.Scale);
        part.Part("score", own => Write(fitted.Score, own));
    }

    private static void Write(INoveltyScore score, PartWriter part)
    {
        switch (score)
        {
            case IsolationScore forest:
                part.Text("kind", Isolation);
                part.Integer("columns", forest.Columns);
                part.Integer("sample", forest.Sample);
                part.Parts("trees", forest.Trees, Write);
                break;
            case OutlierFactorScore factor:
                part.Text("kind", OutlierFactor);
                WriteNeighbors(part, factor.K, factor.Neighbors);
                part.Matrix("rows", factor.Rows);
                part.Numbers("reach", factor.Reach);
                part.Numbers("density", factor.Density);
                break;
            case NearestDistanceScore nearest:
                part.Text("kind", Nearest);
                WriteNeighbors(part, nearest.K, nearest.Neighbors);
                part.Matrix("rows", nearest.Rows);
                break;
            default:
                throw new NotSupportedException($"a score of type {score.GetType().Name} cannot be saved");
        }
    }

    private static void WriteNeighbors(PartWriter part, int k, NeighborOptions neighbors)
    {
        part.Integer("k", k);
        part.Flag("over_shared_columns", neighbors.Metric == NeighborMetric.NanEuclidean);
    }

    private static void Write(PartWriter part, IsolationTree tree)
    {
        part.Integers("split_columns", [.. tree.Nodes.Select(n => n.Column)]);
        part.Numbers("thresholds", [.. tree.Nodes.Select(n => n.Threshold)]);
        part.Integers("left", [.. tree.Nodes.Select(n => n.Left)]);
        part.Integers("right", [.. tree.Nodes.Select(n => n.Right)]);
        part.Numbers("depths", [.. tree.Nodes.Select(n => n.Depth)]);
    }

    private static INoveltyScore Score(PartReader part)
    {
        if (part.Text("kind") is var kind && kind == Isolation)
        {
            var columns = part.Integer("columns");
            IsolationTree[] trees = [.. part.Parts("trees").Select(t => Tree(t, columns))];
            return trees.Length > 0 ? new IsolationScore(trees, part.Integer("sample", 1), columns)
                : throw part.Fault("the forest has no tree");
        }

        if (kind is not (OutlierFactor or Nearest))
        {
            throw part.Fault($"the score is '{kind}'; expected {Isolation}, {OutlierFactor} or {Nearest}");
        }

        var rows = part.Matrix("rows");
        var k = part.Integer("k", 1, rows.Rows);
        var neighbors = new NeighborOptions { Metric = part.Flag("over_shared_columns") ? NeighborMetric.NanEuclidean
            : NeighborMetric.Euclidean };
        return kind == Nearest ? new NearestDistanceScore(rows, k, neighbors)
            : new OutlierFactorScore(rows, k, neighbors, part.FiniteNumbers("reach", rows.Rows), part.FiniteNumbers("density", rows.Rows));
    }

    private static IsolationTree Tree(PartReader part, int columns)
    {
        var splits = part.Integers("split_columns", -1, columns - 1);
        var (thresholds, depths) = (part.FiniteNumbers("thresholds", splits.Length), part.FiniteNumbers("depths", splits.Length));
        var (left, right) = (part.Integers("left", -1, splits.Length - 1, splits.Length),
            part.Integers("right", -1, splits.Length - 1, splits.Length));
        // Children behind their parent: no row can go round in a circle.
        return splits.Length == 0 ? throw part.Fault("the tree has no node")
            : Enumerable.Range(0, splits.Length).Any(i => splits[i] >= 0 && (left[i] <= i || right[i] <= i))
            ? throw part.Fault("a node leads back to one before it")
            : new IsolationTree([.. Enumerable.Range(0, splits.Length)
                .Select(i => (splits[i], thresholds[i], left[i], right[i], depths[i]))]);
    }
}
