using System.Globalization;
using System.Runtime.ExceptionServices;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Resampling;
using Counterpoise.Splits;

namespace Counterpoise.Augmentation;

/// <summary>
/// Says, before anyone oversamples, whether synthetic positives can help a model to rank: fits it to the data as they are, to
/// re-weighted data and to augmented data of the same balance, on the same folds, and splits the gain into the part of the
/// balance and the part of the synthetic rows.
/// </summary>
/// <remarks>
/// Cost: Folds · Repeats · (2 · shares + 3 + InnerFolds · (shares + 1)) fits. The dose is chosen on inner folds and judged on the outer
/// ones. A well-specified score already targets the likelihood-ratio order at any
/// balance, so no gain is to be expected there; a misspecified one is projected elsewhere when the balance changes, for better
/// or worse, and not monotonically. Reference: Ma, Lyu and Zhang, "When does synthetic data augmentation improve score-based
/// imbalanced classification?", arXiv:2606.26053; the operational form is ours. Intervals are those of Nadeau and Bengio over
/// folds, because a bootstrap over folds takes them as independent. Two classes; for more, ask once per class against the rest.
/// </remarks>
public sealed class AugmentationAdvisor
{
    private static readonly double[] Middle = [0.5, 0.5];

    private readonly IClassifier _model, _reference;
    private readonly Func<SamplingStrategy, IResampler> _sampler;
    private readonly AugmentationOptions _options;

    /// <summary>Creates the advisor.</summary>
    /// <param name="model">The model to advise on; it must heed weights.</param>
    /// <param name="reference">A more flexible model, such as gradient boosting: what could be had from these features.</param>
    /// <param name="sampler">Makes the resampler for a strategy; null takes SMOTE with k = 5.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public AugmentationAdvisor(IClassifier model, IClassifier reference, Func<SamplingStrategy, IResampler>? sampler = null,
        AugmentationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(reference);
        (_model, _reference) = (model, reference);
        _sampler = sampler ?? (strategy => new Smote(new SmoteOptions { Strategy = strategy }));
        _options = options ?? new AugmentationOptions();
        _options.Validate();
    }

    /// <summary>Advises on a data set.</summary>
    /// <param name="features">n × d finite numbers.</param>
    /// <param name="labels">n labels, 1 for the positive (rare) class and 0 for the rest.</param>
    /// <param name="progress">Is told of the share of folds done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Labels other than 0 and 1, fewer than 2 rows of a class, no share above the data's own, or what
    /// model and sampler refuse.</exception>
    public AugmentationReport Advise(DenseMatrix features, int[] labels, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        TrainingRows.Check(features, labels, 2, default);
        var positives = labels.Sum();
        if (positives < 2 || labels.Length - positives < 2)
            throw new ArgumentException(
                $"found {positives} positive and {labels.Length - positives} other rows; expected at least 2 of each", nameof(labels));
        var notes = new List<string>();
        var folds = Math.Min(_options.Folds, Math.Min(positives, labels.Length - positives));
        if (folds < _options.Folds) notes.Add($"folds lowered from {_options.Folds} to {folds}, the rows of the smaller class");
        var raw = (double)positives / labels.Length;
        var shares = _options.PositiveShares.Where(s => s > raw).Order().ToArray();
        if (shares.Length == 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{raw:0.###} of the rows are positive, and no share asked for is above it; nothing is under-sampled here"),
                nameof(labels));
        if (shares.Length < _options.PositiveShares.Count) notes.Add(
            string.Create(CultureInfo.InvariantCulture, $"shares at or below the data's own {raw:0.###} are left out"));

        var splits = RepeatedFolds.Of(_options.Repeats, _options.Seed, random => StratifiedKFold.Of(labels, folds, random));
        var results = Run(features, labels, splits, shares, folds, progress, cancellationToken);
        return Report(results, shares, raw, labels.Length, folds, notes, cancellationToken);
    }

    private FoldResult[] Run(DenseMatrix features, int[] labels, IReadOnlyList<Split> splits, double[] shares, int folds,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        var results = new FoldResult[splits.Count];
        var done = 0;
        try
        {
            Parallel.For(0, splits.Count, new ParallelOptions { MaxDegreeOfParallelism = _options.Threads,
                CancellationToken = cancellationToken }, f =>
            {
                var arms = new FoldArms(features, labels, splits[f], _model, _sampler, _options.Standardize, _options.Seed, f);
                double[] Judge(double[] scores) => RankingMetrics.Of(arms.TestLabels, scores);
                var augmented = shares.Select(s => arms.Augmented(s, cancellationToken)).ToArray();
                var reweighted = shares.Select(s => arms.Reweighted(s, cancellationToken)).ToArray();
                var raw = arms.Raw(_model, cancellationToken);
                var inner = InnerChoice.Of(features, labels, splits[f], _model, _sampler, shares, Deciding, _options, f, cancellationToken);
                double[] Decide(double[] scores) => DecisionMetricsOfFold.Of(arms.TestLabels, scores, Middle);
                results[f] = new FoldResult(Judge(raw), Judge(arms.Raw(_reference, cancellationToken)),
                    [.. reweighted.Select(Judge)], [.. augmented.Select(a => Judge(a.Scores))],
                    f < folds ? [.. augmented.Select(a => a.Added)] : [], f < folds ? arms.TrueHeldOut : null, inner.Share,
                        Judge(arms.Copied(shares[inner.Share], cancellationToken)),
                    [Decide(raw), DecisionMetricsOfFold.Of(arms.TestLabels, raw, inner.Thresholds),
                        Decide(arms.Shifted(raw, shares[inner.Share])), Decide(reweighted[inner.Share]),
                        Decide(augmented[inner.Share].Scores)]);
                progress?.Report(Interlocked.Increment(ref done) / (double)splits.Count);
            });
        }
        catch (AggregateException faults)
        {
            // What a model or sampler refuses is told in its own words, without the wrapping of the parallel loop.
            ExceptionDispatchInfo.Capture(faults.InnerExceptions[0]).Throw();
        }

        return results;
    }

    private AugmentationReport Report(FoldResult[] results, double[] shares, double raw, int rows, int folds, List<string> notes,
        CancellationToken cancellationToken)
    {
        var testShare = 1.0 / (folds - 1);
        DifferenceEstimate Estimate(Func<FoldResult, double> difference) =>
            DifferenceEstimate.Of(Array.ConvertAll(results, r => difference(r)), testShare, _options.Confidence);
        var effects = new List<AugmentationEffect>();
        for (var s = 0; s < shares.Length; s++)
        {
            for (var m = 0; m < RankingMetrics.Names.Count; m++)
            {
                var (share, metric) = (s, m);
                effects.Add(new AugmentationEffect(shares[s], RankingMetrics.Names[m], results.Average(r => r.Raw[metric]),
                    results.Average(r => r.Reweighted[share][metric]), results.Average(r => r.Augmented[share][metric]),
                    Estimate(r => r.Reweighted[share][metric] - r.Raw[metric]),
                        Estimate(r => r.Augmented[share][metric] - r.Reweighted[share][metric]),
                        Estimate(r => r.Augmented[share][metric] - r.Raw[metric])));
            }
        }

        var chosen = results.CountBy(r => r.Share).MaxBy(c => (c.Value, -c.Key)).Key;
        AugmentationEffect[] atChosen = [.. RankingMetrics.Names.Select((name, m) =>
            new AugmentationEffect(shares[chosen], name, results.Average(r => r.Raw[m]), results.Average(r => r.Reweighted[r.Share][m]),
            results.Average(r => r.Augmented[r.Share][m]), Estimate(r => r.Reweighted[r.Share][m] - r.Raw[m]),
                Estimate(r => r.Augmented[r.Share][m] - r.Reweighted[r.Share][m]), Estimate(r => r.Augmented[r.Share][m] - r.Raw[m])))];
        var effect = atChosen[Deciding];
        var gap = Estimate(r => r.Reference[0] - r.Raw[0]);
        var verdict = Judge(effect, gap, _options.Margin);
        var positives = (int)Math.Round(raw * rows);
        // The half width falls with 1/√n: so many positives would bring it down to the margin.
        var needed = verdict == AugmentationVerdict.Undecided
            ? (int?)Math.Ceiling(positives * Math.Pow(Math.Max(1,
            (effect.Total.Interval.Upper - effect.Total.Interval.Lower) / 2 / _options.Margin), 2)) : null;
        return new AugmentationReport
        {
            Verdict = verdict,
            Summary = Summarise(verdict, effect, gap, _options.Margin, positives, needed),
            Metric = _options.Metric,
            RawShare = raw,
            ChosenShare = shares[chosen],
            ChosenShares = results.CountBy(r => r.Share).OrderBy(c => c.Key)
                .ToDictionary(c => shares[c.Key].ToString(CultureInfo.InvariantCulture), c => c.Value),
            Chosen = atChosen,
            Copies = Estimate(r => r.Copied[Deciding] - r.Reweighted[r.Share][Deciding]),
            Decisions = [.. DecisionMetricsOfFold.Names.Select((name, m) =>
                new DecisionEffect(name, results.Average(r => r.Decisions[0][m]), results.Average(r => r.Decisions[1][m]),
                results.Average(r => r.Decisions[2][m]),
                results.Average(r => r.Decisions[3][m]), results.Average(r => r.Decisions[4][m]),
                    Estimate(r => r.Decisions[4][m] - r.Decisions[1][m])))],
            PositivesNeeded = needed,
            IsWellSpecified = gap.Interval.Upper < _options.Margin,
            Misspecification = gap,
            Effects = effects,
            Fidelity = FidelityMeasure.Of([.. results.Where(r => r.HeldOut is not null).Select(r => (r.Added[chosen], r.HeldOut!))],
                _options.Seed, cancellationToken),
            Protocol = $"{folds} stratified folds × {_options.Repeats}, dose by {_options.InnerFolds} inner folds, model {_model.Name}, "
                + $"reference {_reference.Name}",
            Notes = notes,
        };
    }

    private int Deciding => RankingMetrics.Names.ToList().IndexOf(_options.Metric);

    // Not VerdictRule: one effect is named beforehand, so that its interval alone is the test, and "no gain" asks whether the whole
    // interval lies below a margin.
    private static AugmentationVerdict Judge(AugmentationEffect effect, DifferenceEstimate gap, double margin) =>
        effect.Total.Interval.Upper < 0 ? AugmentationVerdict.Harmful
        : effect.SyntheticPart.Interval.Lower > 0 ? AugmentationVerdict.SyntheticHelps
        : effect.Weight.Interval.Lower > 0 || (effect.Total.Interval.Lower > 0 && effect.Weight.Mean > 0)
            ? AugmentationVerdict.ReweightingSuffices
        : gap.Interval.Lower > 0 ? AugmentationVerdict.ChangeTheModel
        : effect.Total.Interval.Upper < margin ? AugmentationVerdict.NoGainAboveMargin
        : AugmentationVerdict.Undecided;

    private static string Summarise(AugmentationVerdict verdict, AugmentationEffect e, DifferenceEstimate gap, double margin,
        int positives, int? needed)
    {
        var words = verdict switch
        {
            AugmentationVerdict.Harmful => "augmentation harms the ranking",
            AugmentationVerdict.SyntheticHelps => "synthetic rows help beyond re-weighting",
            AugmentationVerdict.ReweightingSuffices => "re-weighting suffices: synthetic rows add nothing that can be seen",
            AugmentationVerdict.ChangeTheModel =>
                "no gain from augmentation that can be seen, but a more flexible model ranks better: change the model",
            AugmentationVerdict.NoGainAboveMargin => string.Create(CultureInfo.InvariantCulture, $"no gain above {margin}"),
            _ => string.Create(CultureInfo.InvariantCulture,
                $"undecided: the interval is wider than {margin}; about {needed} positive rows instead of {positives} would decide"),
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{words} ({e.Metric} at a positive share of {e.PositiveShare} in most folds: weights {e.Weight.Text()}, synthetic "
            + $"{e.SyntheticPart.Text()}, total {e.Total.Text()}; flexible model {gap.Text()} AUROC)");
    }

    private sealed record FoldResult(double[] Raw, double[] Reference, double[][] Reweighted, double[][] Augmented, DenseMatrix[] Added,
        DenseMatrix? HeldOut, int Share, double[] Copied, double[][] Decisions);
}
