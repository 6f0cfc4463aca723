using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Borderline-SMOTE: SMOTE whose seeds are only the rows in danger, those with at least half but not all of their m nearest
/// rows in other classes.
/// </summary>
/// <remarks>
/// A class without a row in danger does not grow; the result's notes say so. Time O(class rows * rows * columns).
/// Borderline-2 may add one row less than asked, as imbalanced-learn 0.10 does, to which both kinds are equal row by row.
/// Reference: Han, Wang and Mao, "Borderline-SMOTE", ICIC 2005, doi:10.1007/11538059_91.
/// </remarks>
public sealed class BorderlineSmote : IResampler
{
    private readonly BorderlineSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public BorderlineSmote(BorderlineSmoteOptions? options = null)
    {
        _options = options ?? new BorderlineSmoteOptions();
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
        NeighborIndex? all = null;
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InAll("Borderline-SMOTE", features.Rows, _options.M, "m");
            all ??= new NeighborIndex(features, _options.Neighbors);
            var danger = DangerZone.Rows(all.FindOwn(rows, _options.M, cancellationToken), labels, label);
            if (danger.Length == 0)
            {
                result.Note($"class {new ClassPart(label)} has no row in danger and was left as it is: use SMOTE for it");
                continue;
            }

            NeighborDemand.InClass("Borderline-SMOTE", label, rows.Length, _options.K);
            Grow(result, features, labels, label, rows, danger, count, steps, cancellationToken);
        }

        return result.Build();
    }

    private void Grow(
        ResultBuilder result, DenseMatrix features, int[] labels, int label, int[] rows, int[] danger, int count, RandomSteps steps,
            CancellationToken cancellationToken)
    {
        var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
        var seeds = Array.ConvertAll(danger, d => rows[d]);
        if (_options.Kind == BorderlineKind.Borderline1)
        {
            var plan = Interpolation.Plan(steps.Next(), danger.Length, _options.K, count, 1.0);
            var partners = Interpolation.Partners(index, danger, plan, _options.K, cancellationToken);
            Interpolation.Append(result, features, label, seeds, Array.ConvertAll(partners, p => rows[p]), plan);
            return;
        }

        var share = steps.Next().SymmetricBeta(10);
        var inner = Interpolation.Plan(steps.Next(), danger.Length, _options.K, (int)(share * (count + 1)), 1.0);
        var innerPartners = Interpolation.Partners(index, danger, inner, _options.K, cancellationToken);
        Interpolation.Append(result, features, label, seeds, Array.ConvertAll(innerPartners, p => rows[p]), inner);

        var outer = Interpolation.Plan(steps.Next(), danger.Length, _options.K, (int)((1 - share) * count), 0.5);
        var others = Enumerable.Range(0, labels.Length).Where(i => labels[i] != label).ToArray();
        Interpolation.Append(result, features, label, seeds,
            OuterPartners(features, index, danger, seeds, others, outer, cancellationToken), outer);
    }

    private int[] OuterPartners(
        DenseMatrix features, NeighborIndex index, int[] danger, int[] seeds, int[] others, Interpolation.Draw[] plan,
            CancellationToken cancellationToken)
    {
        if (_options.NearestOthers)
        {
            NeighborDemand.InAll("Borderline-SMOTE", others.Length + 1, _options.K);
            var table = new NeighborIndex(features.SelectRows(others), _options.Neighbors)
                .Find(features.SelectRows(seeds), _options.K, cancellationToken);
            return Array.ConvertAll(plan, draw => others[table.Of(draw.Seed)[draw.Rank]]);
        }

        var partners = Interpolation.Partners(index, danger, plan, _options.K, cancellationToken);
        var farthest = partners.Length == 0 ? -1 : partners.Max();
        return farthest < others.Length
            ? Array.ConvertAll(partners, p => others[p])
            : throw new ArgumentException(
                $"Borderline-2 looks row {farthest} of the class up among {others.Length} rows of other classes: set NearestOthers, "
                + $"which the paper describes");
    }
}
