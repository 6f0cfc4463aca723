using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>What SMOTER and SMOGN share: rare runs grow by new rows, common ones are thinned.</summary>
internal sealed class SyntheticTargets
{
    private readonly DenseMatrix _features;
    private readonly double[] _targets;
    private readonly RegressionResamplingOptions _options;
    private readonly IRandomSource _rng;
    private readonly IReadOnlyList<TargetBump> _bumps;
    private readonly RegressionRows _rows;

    public SyntheticTargets(DenseMatrix features, ReadOnlySpan<double> targets, RegressionResamplingOptions options, IRandomSource rng)
    {
        ArgumentNullException.ThrowIfNull(rng);
        _bumps = TargetBump.Check(features, targets, options, needsFinite: true);
        (_features, _targets, _options, _rng) = (features, targets.ToArray(), options, rng);
        _rows = new RegressionRows(features, _targets);
    }

    public RegressionResampleResult Run(bool mayPerturb, CancellationToken cancellationToken)
    {
        foreach (var (bump, wanted) in _bumps.Zip(RegressionRows.Wanted(_bumps, _options.Balance)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!bump.IsRare)
            {
                _rows.Keep(RegressionRows.Draw(bump.Rows, wanted, _rng));
                continue;
            }

            _rows.Keep(bump.Rows);
            if (wanted > bump.Rows.Length) Grow(bump.Rows, wanted - bump.Rows.Length, mayPerturb, cancellationToken);
        }

        return _rows.Build();
    }

    private void Grow(int[] rows, int more, bool mayPerturb, CancellationToken cancellationToken)
    {
        if (rows.Length == 1)
        {
            _rows.Note($"row {rows[0]} is alone in its run of rare targets, without a neighbour: it was repeated {more} times");
            for (var i = 0; i < more; i++) _rows.Copy(rows[0]);
            return;
        }

        var k = Math.Min(_options.K, rows.Length - 1);
        if (k < _options.K) _rows.Note($"a run of {rows.Length} rare targets has {k} neighbours for a row, not {_options.K}");
        var space = new BumpNeighbors(_features, rows, _options.Categorical);
        var known = new Dictionary<int, (int Row, double Distance)[]>();
        for (var i = 0; i < more; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Every row is a seed equally often, but for the remainder.
            var seed = rows[i < more / rows.Length * rows.Length ? i % rows.Length : _rng.NextInteger(rows.Length)];
            if (!known.TryGetValue(seed, out var near)) known[seed] = near = space.From(seed);
            var partner = near[_rng.NextInteger(k)];
            if (mayPerturb && partner.Distance > Percentiles.Quantile([.. near.Select(n => n.Distance)], 0.5) / 2) Perturb(seed, rows,
                space);
            else Interpolate(seed, partner.Row, space);
        }
    }

    private void Interpolate(int a, int b, BumpNeighbors space)
    {
        var row = new double[_features.Columns];
        var u = _rng.NextDouble();
        for (var c = 0; c < row.Length; c++)
            row[c] = space.IsCategorical(c) ? _features[_rng.NextInteger(2) == 0 ? a : b, c]
                : _features[a, c] + (u * (_features[b, c] - _features[a, c]));
        double toA = space.Distance(row, _features.Row(a)), toB = space.Distance(row, _features.Row(b));
        var target = toA + toB == 0 ? (_targets[a] + _targets[b]) / 2 : ((toB * _targets[a]) + (toA * _targets[b])) / (toA + toB);
        _rows.Add(row, target, new RowProvenance(RowKind.Synthetic, a, b, u));
    }

    private void Perturb(int seed, int[] rows, BumpNeighbors space)
    {
        var row = _features.Row(seed).ToArray();
        for (var c = 0; c < row.Length; c++)
            row[c] = space.IsCategorical(c) ? _features[rows[_rng.NextInteger(rows.Length)], c]
                : row[c] + (_rng.NextNormal() * _options.Perturbation * space.Deviations[c]);
        var deviation = Math.Sqrt(Samples.Variance([.. rows.Select(r => _targets[r])], 0));
        _rows.Add(row, _targets[seed] + (_rng.NextNormal() * _options.Perturbation * deviation),
            new RowProvenance(RowKind.Synthetic, seed, -1));
    }
}
