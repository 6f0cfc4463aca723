using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// SMOTE: new rows <c>x + u (z - x)</c>, where x is a row of the class, z one of its k nearest rows of the same class, and u
/// uniform in [0, 1).
/// </summary>
/// <remarks>
/// Each class is resampled against itself alone. Neighbours are found only for the seeds that are drawn: time
/// O(seeds * class rows * columns), memory O(rows * columns). Equal to imbalanced-learn 0.10's SMOTE row by row; among rows
/// that are exactly equally far the lower row number is the nearer.
/// Reference: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority over-sampling technique", JAIR 2002, doi:10.1613/jair.953.
/// </remarks>
public sealed class Smote : IResampler
{
    private readonly SmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public Smote(SmoteOptions? options = null)
    {
        _options = options ?? new SmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean, _options.Neighbors.Threads);
        var steps = new RandomSteps(rng);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        foreach (var (label, count) in targets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (count == 0)
            {
                continue;
            }

            var rows = classes[label];
            NeighborDemand.InClass("SMOTE", label, rows.Length, _options.K);
            var own = features.SelectRows(rows);
            var index = new NeighborIndex(own, _options.Neighbors);
            var plan = Interpolation.Plan(steps.Next(), rows.Length, _options.K, count, 1.0);
            int[] ownRows = [.. Enumerable.Range(0, rows.Length)];
            var partners = Interpolation.Partners(index, ownRows, plan, _options.K, cancellationToken);
            Interpolation.Append(result, own, label, ownRows, partners, plan, rows);
        }

        return result.Build();
    }
}
