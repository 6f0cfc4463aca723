using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// ProWSyn: SMOTE whose seeds are drawn with weight <c>exp(-decay (level - 1))</c>. Level 1 are the rows that are among the k
/// nearest of the class to some row of another class; they are set aside for level 2, and so on; the last level takes the rest.
/// </summary>
/// <remarks>
/// The partner is one of the seed's k nearest rows of the class, where the paper draws it from the seed's cluster of an
/// average-linkage clustering, which would need memory quadratic in the rows. Time O(levels * rows * class rows * columns).
/// Reference: Barua, Islam and Murase, "ProWSyn: proximity weighted synthetic oversampling technique", PAKDD 2013,
/// doi:10.1007/978-3-642-37456-2_27.
/// </remarks>
public sealed class ProWSyn : IResampler
{
    private readonly ProWSynOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public ProWSyn(ProWSynOptions? options = null)
    {
        _options = options ?? new ProWSynOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        foreach (var (label, count) in targets.Where(target => target.Value > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = classes[label];
            NeighborDemand.InClass("ProWSyn", label, rows.Length, _options.K);
            var levels = Proximity(features, labels, label, rows, cancellationToken);
            var cumulative = Cumulative(levels);
            var plan = Enumerable.Range(0, count).Select(_ =>
            {
                var place = Array.BinarySearch(cumulative, rng.NextDouble() * cumulative[^1]);
                return new Interpolation.Draw(Math.Min(place < 0 ? ~place : place + 1, rows.Length - 1), (int)rng.NextInteger(_options.K),
                    rng.NextDouble());
            }).ToArray();
            var index = new NeighborIndex(features.SelectRows(rows), _options.Neighbors);
            var partners = Interpolation.Partners(index, [.. Enumerable.Range(0, rows.Length)], plan, _options.K, cancellationToken);
            Interpolation.Append(result, features, label, rows, Array.ConvertAll(partners, p => rows[p]), plan);
        }

        return result.Build();
    }

    /// <summary>The level of each row of the class, from 1.</summary>
    internal int[] Proximity(DenseMatrix features, int[] labels, int label, int[] rows, CancellationToken cancellationToken)
    {
        var others = features.SelectRows([.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != label)]);
        var levels = new int[rows.Length];
        var left = Enumerable.Range(0, rows.Length).ToArray();
        for (var level = 1; level < _options.Levels && left.Length > 0; level++)
        {
            var index = new NeighborIndex(features.SelectRows(Array.ConvertAll(left, i => rows[i])), _options.Neighbors);
            foreach (var i in index.Find(others, Math.Min(_options.K, left.Length), cancellationToken).Indices)
            {
                levels[left[i]] = level;
            }

            left = Array.FindAll(left, i => levels[i] == 0);
        }

        Array.ForEach(left, i => levels[i] = _options.Levels);
        return levels;
    }

    private double[] Cumulative(int[] levels)
    {
        var sum = 0.0;
        return Array.ConvertAll(levels, level => sum += Math.Exp(-_options.Decay * (level - 1)));
    }
}
