using Counterpoise.Neighbors;
using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>
/// Neighbours in a file: <c>rows</c> [n, d], <c>labels</c> and <c>votes</c> [n], <c>classes</c>, <c>k</c>, <c>weigh_by_distance</c>,
/// <c>over_shared_columns</c>.
/// </summary>
internal sealed class KNearestNeighborsCodec() : ClassifierCodec<FittedKNearestNeighbors>("nearest_neighbors")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var (rows, classes) = (part.Matrix("rows"), part.Integer("classes", 2, ClassifierCodecs.MostClasses));
        var votes = part.FiniteNumbers("votes", rows.Rows);
        return votes.Any(v => v <= 0) ? throw part.Fault("'votes' holds a number that is not above 0")
            : new FittedKNearestNeighbors(rows, part.Integers("labels", 0, classes - 1, rows.Rows), votes, classes,
                new KNearestNeighborsOptions
            {
                K = part.Integer("k", 1, rows.Rows),
                WeighByDistance = part.Flag("weigh_by_distance"),
                Neighbors = new NeighborOptions { Metric = part.Flag("over_shared_columns") ? NeighborMetric.NanEuclidean
                    : NeighborMetric.Euclidean },
            });
    }

    protected override void Write(FittedKNearestNeighbors fitted, PartWriter part, ClassifierCodecs codecs)
    {
        part.Integer("classes", fitted.ClassCount);
        part.Integer("k", fitted.Options.K);
        part.Flag("weigh_by_distance", fitted.Options.WeighByDistance);
        part.Flag("over_shared_columns", fitted.Options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        part.Matrix("rows", fitted.Rows);
        part.Integers("labels", fitted.Labels);
        part.Numbers("votes", fitted.Votes);
    }
}
