using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>The training rows among which neighbours are looked for, with their classes and votes.</summary>
internal sealed class FittedKNearestNeighbors(DenseMatrix rows, int[] labels, double[] votes, int classCount,
    KNearestNeighborsOptions options) : IFittedClassifier
{
    private readonly NeighborIndex _index = new(rows, options.Neighbors);

    public int ClassCount => classCount;

    public DenseMatrix Rows => rows;

    public int[] Labels => labels;

    public double[] Votes => votes;

    public KNearestNeighborsOptions Options => options;

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, rows.Columns);
        var table = _index.Find(features, options.K);
        var probabilities = new double[features.Rows * classCount];
        for (var i = 0; i < features.Rows; i++)
        {
            var row = probabilities.AsSpan(i * classCount, classCount);
            var neighbors = table.Of(i);
            var nearest = table.Distance(i, 0);
            var total = 0.0;
            for (var r = 0; r < neighbors.Length; r++)
            {
                var distance = table.Distance(i, r);
                var vote = votes[neighbors[r]] * (!options.WeighByDistance ? 1 : nearest == 0 ? (distance == 0 ? 1 : 0)
                    : nearest / distance);
                row[labels[neighbors[r]]] += vote;
                total += vote;
            }

            foreach (ref var p in row) p /= total;
        }

        return probabilities;
    }
}
