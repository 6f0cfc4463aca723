using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// ADASYN: SMOTE in which row i of the class seeds <c>round(need r_i / sum r)</c> new rows, r_i being the share of other
/// classes among its k nearest rows.
/// </summary>
/// <remarks>
/// Rounding makes the counts hit the target only roughly; the result's notes give the difference. Time
/// O(class rows * rows * columns). Equal to imbalanced-learn 0.10 row by row.
/// Reference: He, Bai, Garcia and Li, "ADASYN", IJCNN 2008, doi:10.1109/IJCNN.2008.4633969.
/// </remarks>
public sealed class Adasyn : IResampler
{
    private readonly AdasynOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public Adasyn(AdasynOptions? options = null)
    {
        _options = options ?? new AdasynOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean, _options.Neighbors.Threads);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        NeighborIndex? all = null;
        foreach (var (label, need) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("ADASYN", label, rows.Length, _options.K);
            all ??= new NeighborIndex(features, _options.Neighbors);
            var counts = Allocate(all.FindOwn(rows, _options.K, cancellationToken), labels, label, need);
            var count = counts.Sum();
            if (count != need)
            {
                result.Note($"class {new ClassPart(label)}: rounding made {count} rows of the {need} that were asked");
            }

            var seeds = counts.SelectMany((n, seed) => Enumerable.Repeat(seed, n)).ToArray();
            var ranks = rng.Integers(_options.K, count);
            var gaps = rng.Uniform(count);
            var plan = Enumerable.Range(0, count).Select(i => new Interpolation.Draw(seeds[i], ranks[i], gaps[i])).ToArray();
            var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
            var partners = Interpolation.Partners(index, [.. Enumerable.Range(0, rows.Length)], plan, _options.K, cancellationToken);
            Interpolation.Append(result, features, label, rows, Array.ConvertAll(partners, p => rows[p]), plan);
        }

        return result.Build();
    }

    private int[] Allocate(NeighborTable table, int[] labels, int label, int need)
    {
        var ratios = new double[table.Queries];
        for (var i = 0; i < ratios.Length; i++)
        {
            ratios[i] = (double)DangerZone.Others(table, i, labels, label) / _options.K;
        }

        var sum = PairwiseSum.Of(ratios);
        if (sum == 0)
        {
            throw new DataMismatchException(
                $"no row of class {new ClassPart(label)} has a row of another class among its {_options.K} nearest: ADASYN has "
                + $"nothing to weigh, use SMOTE or a higher k");
        }

        var counts = Array.ConvertAll(ratios, ratio => (int)Math.Round(ratio / sum * need, MidpointRounding.ToEven));
        return counts.Any(n => n > 0)
            ? counts
            : throw new DataMismatchException(
                $"class {new ClassPart(label)} needs {need} rows, spread so thin over its seeds that each share rounds to none: use SMOTE");
    }
}
