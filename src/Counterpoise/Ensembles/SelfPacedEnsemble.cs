using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Ensembles;

/// <summary>
/// Members learn one after the other from all rare rows and as many rows of each frequent class, drawn by how hard they are to the members
/// so far: at first mostly from the hard bins, later from all bins alike, so that noise does not take over.
/// </summary>
/// <remarks>
/// Hardness h = 1 − p(y), p the mean of the members so far; the first member draws at random, and so does a class of one hardness alone. Of
/// k bins of equal width between the least and the largest h, bin l with mean hardness h_l gives a share of rows in proportion to 1 / (h_l
/// + α), α = tan(π i / 2 m) before member i of m (0 to m − 1); empty bins give none, a bin that has fewer gives all it has. Time grows with
/// members × a prediction of all rows. A bin of mean hardness 0 counts as 1e-6. Reference: Liu, Cao, Gao, Bian, Chen, Wang, Liu and Chang,
/// "Self-paced ensemble for highly imbalanced massive data classification", ICDE 2020, arXiv:1909.03500; with several classes every class
/// above the rarest is drawn so.
/// </remarks>
public sealed class SelfPacedEnsemble : IClassifier
{
    private readonly SelfPacedEnsembleOptions _options;
    private readonly IClassifier _inner;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="inner">The members; null takes full decision trees.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public SelfPacedEnsemble(SelfPacedEnsembleOptions? options = null, IClassifier? inner = null)
    {
        (_options, _inner) = (options ?? new SelfPacedEnsembleOptions(), inner ?? new DecisionTree());
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"self-paced ensemble of {_options.Members} × {_inner.Name}";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new SelfPacedEnsemble(_options, _inner.WithCategories(oneHot));

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        ArgumentNullException.ThrowIfNull(random);
        var (y, rows) = (labels.ToArray(), BalancedDraw.Counted(weights, labels.Length));
        var members = new EnsembleMembers(features, y, classCount, weights.ToArray(), _options.Threads);
        var (fitted, sums) = (new List<IFittedClassifier>(), new double[y.Length]);
        for (var m = 0; m < _options.Members; m++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hardness = m == 0 ? null : Array.ConvertAll(sums, s => Math.Clamp(1 - (s / m), 0, 1));
            var drawn = hardness is null ? BalancedDraw.Of(y, rows, replacement: false, random)
                : Paced(y, rows, hardness, Math.Tan(Math.PI * m / (2 * _options.Members)), random);
            fitted.Add(members.One(_inner, drawn, random, cancellationToken));
            if (m == _options.Members - 1) break;
            var p = fitted[^1].PredictProbabilities(features);
            for (var i = 0; i < y.Length; i++) sums[i] += p[(i * classCount) + y[i]];
        }

        return new FittedEnsemble([.. fitted], classCount, features.Columns, _options.Threads);
    }

    /// <summary>All rows of the rarest class and as many of each other, by bins.</summary>
    internal int[] Paced(int[] labels, int[] rows, double[] hardness, double alpha, IRandomSource random)
    {
        var classes = rows.GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var count = classes.Min(c => c.Length);
        return [.. classes.SelectMany(c => c.Length == count ? c : OfBins(c, count, hardness, alpha, random))];
    }

    private IEnumerable<int> OfBins(int[] rows, int count, double[] hardness, double alpha, IRandomSource random)
    {
        var (least, most) = (rows.Min(i => hardness[i]), rows.Max(i => hardness[i]));
        random.Shuffle<int>(rows);
        if (least == most) return rows[..count];
        var bins = rows.GroupBy(i => Math.Min(_options.Bins - 1, (int)((hardness[i] - least) / (most - least) * _options.Bins)))
            .OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        var weights = Array.ConvertAll(bins, b => 1 / (Math.Max(1e-6, b.Average(i => hardness[i])) + alpha));
        var drawn = bins.SelectMany((b, l) => b.Take((int)Math.Ceiling(count * weights[l] / weights.Sum()))).ToArray();
        // Rounding up gives a few too many, full bins too few: the order is drawn already, so the first ones and the rest fill up.
        random.Shuffle<int>(drawn);
        return drawn.Concat(rows.Except(drawn)).Take(count);
    }
}
