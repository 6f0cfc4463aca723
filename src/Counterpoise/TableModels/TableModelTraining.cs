using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Metrics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>
/// Trains a classifier of tables with any method of the vocabulary. Columns are prepared, rows resampled and weighted; calibration and
/// decision are chosen on inner folds of the training rows, each prepared and resampled anew, so that no row judges a model that has seen
/// it.
/// </summary>
public static class TableModelTraining
{
    /// <summary>Trains. One fit, and one for each inner fold where something is tuned.</summary>
    /// <param name="training">Labelled rows; weights are heeded, also where decisions are tuned; a row that a resampler makes has the
    /// weight of the row it was made from.</param>
    /// <param name="options">How.</param>
    /// <param name="program">The version of the program, which is kept with the model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The rows do not fit the method or the classifier, or nothing can be tuned on them.</exception>
    public static TableModel Run(Table training, TableModelOptions options, string program = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var labels = training.RequireLabels();
        var (classifier, settings) = options.Learner.Bind(options.LearnerOptions);
        var (notes, decision) = (new List<string>(), options.Method.Description.Decision);
        var (model, preparation, priors, prints) = Fit(training, options, classifier, [], notes, cancellationToken);
        var card = new TableModelCard
        {
            Program = program,
            Target = labels.Name,
            ClassNames = [.. labels.Classes],
            ClassCounts = labels.ClassCounts(),
            Priors = priors,
            PositiveClass = options.PositiveClass ?? (labels.Classes.Count == 2 ? labels.MinorityClass() : 1),
            Method = options.Method.Description.Name,
            Classifier = options.Learner.Name,
            ClassifierOptions = settings,
            Seed = options.Seed,
            Columns = preparation.Columns,
            IsLogitAdjusted = decision == DecisionRule.LogitAdjusted,
            Notes = [.. notes, .. preparation.DroppedColumns.Select(c =>
                $"column '{c}' has no value in the training rows and was left out")],
        };
        if (options.Calibration is not null || options.Threshold is not null || decision == DecisionRule.Tuned)
            card = Tuned(card, training, options, classifier, cancellationToken);
        if (card.IsLogitAdjusted)
            card = card with { Priors = Shares([.. card.ClassCounts.Select(n => n > 0 ? 1.0 : 0)]) };
        return new TableModel(card, model, prints);
    }

    private static TableModelCard Tuned(TableModelCard card, Table training, TableModelOptions options, IClassifier classifier,
        CancellationToken cancellationToken)
    {
        var (labels, probabilities, rowWeights) = OutOfFold(training, options, classifier, cancellationToken);
        var classes = card.ClassNames.Count;
        if (options.Calibration is { } kind)
        {
            var calibration = ProbabilityCalibration.Fit(kind, labels, probabilities, classes, card.PositiveClass);
            probabilities = calibration.Apply(probabilities);
            // Rows of the inner folds are as they were given, so calibrated probabilities go by their priors.
            card = card with { Calibration = calibration, Priors = Shares([.. card.ClassCounts.Select(n => (double)n)]),
                Notes = rowWeights is null ? card.Notes : [.. card.Notes, "the calibration counts every row once, whatever its weight"] };
        }

        if (card.IsLogitAdjusted)
        {
            // Calibrated probabilities go by rows, others by their weights.
            var counts = TrainingRows.WeightPerClass(training.RequireLabels().Codes, classes,
                card.Calibration is null ? training.Weights : null);
            probabilities = new PriorCorrection(counts, Array.ConvertAll(counts, n => n > 0 ? 1.0 : 0)).Apply(probabilities);
        }

        if (options.Threshold is null && options.Method.Description.Decision != DecisionRule.Tuned)
            return card;
        if (classes > 2)
            return card with { Decision = Weights(options, labels, probabilities, classes, rowWeights) };
        return Threshold(card, options, labels, probabilities, rowWeights) is { } decision ? card with { Decision = decision }
            : card with { Notes = [.. card.Notes, "no threshold tells the classes apart on the inner folds: the more probable class is "
                + "decided"] };
    }

    /// <summary>The threshold; null where none is better than deciding for one class alone.</summary>
    private static TableDecision? Threshold(TableModelCard card, TableModelOptions options, int[] labels, double[] probabilities,
        double[]? rowWeights)
    {
        double[] scores = [.. Enumerable.Range(0, labels.Length).Select(i => probabilities[(2 * i) + card.PositiveClass])];
        var rule = options.Threshold ?? ThresholdRule.BalancedAccuracy;
        var chosen = rule.Fit(labels, scores, card.PositiveClass, rowWeights);
        if (!double.IsFinite(chosen.Threshold))
            return rule == ThresholdRule.F1 || rule == ThresholdRule.BalancedAccuracy || rule == ThresholdRule.GeometricMean ? null
                : throw new ArgumentException(rule.WhyNone(chosen, "the inner folds"), nameof(options));
        // Weights of the same decision, for those who read them: p at the threshold weighs as much as 1 − p.
        double[] weights = [chosen.Threshold, chosen.Threshold];
        weights[card.PositiveClass] = 1 - chosen.Threshold;
        return new TableDecision(chosen.Rule, Array.ConvertAll(weights, w => Math.Max(0, w)),
            chosen.ValidationValue) { Threshold = chosen.Threshold };
    }

    private static TableDecision Weights(TableModelOptions options, int[] labels, double[] probabilities, int classes,
        double[]? rowWeights)
    {
        var metric = DecisionMetrics.Find(options.WeightsFor)!;
        var weights = DecisionWeights.Tune(labels, probabilities, classes, metric, rowWeights);
        var reached = metric(new PredictionSet(labels, weights.Decide(probabilities),
            [.. Enumerable.Range(0, classes).Select(c => $"{c}")], probabilities) { Weights = rowWeights }.Confusion);
        return new TableDecision($"largest {options.WeightsFor.Replace('_', ' ')}", weights.Weights,
            double.IsFinite(reached) ? reached : null);
    }

    /// <summary>What models that have not seen them say of the training rows.</summary>
    private static (int[] Labels, double[] Probabilities, double[]? Weights) OutOfFold(Table training, TableModelOptions options,
        IClassifier classifier, CancellationToken cancellationToken)
    {
        var splits = InnerFolds.Of(training, options.InnerFolds, new RandomStream(options.Seed, "inner split"));
        if (splits.Count == 0)
            throw new ArgumentException(
                "nothing can be tuned: the training rows cannot be parted into inner folds that hold each class. Leave calibration and "
                + "threshold out, or collect rows of the rarest class", nameof(training));
        var (labels, probabilities, weights) = (new List<int>(), new List<double>(), new List<double>());
        foreach (var (number, split) in splits.Index())
        {
            var (part, rest) = (training.Select(split.Train), training.Select(split.Test));
            var (model, preparation, _, _) = Fit(part, options, classifier, [1 + (ulong)number], [], cancellationToken);
            labels.AddRange(rest.RequireLabels().Codes);
            weights.AddRange(rest.Weights ?? []);
            probabilities.AddRange(model.PredictProbabilities(preparation.Apply(rest)));
            (model as IDisposable)?.Dispose();
        }

        return ([.. labels], [.. probabilities], training.Weights is null ? null : [.. weights]);
    }

    private static (IFittedClassifier Model, FeaturePreparation Preparation, double[] Priors, RowPrints Prints) Fit(
        Table training, TableModelOptions options, IClassifier classifier, ulong[] keys, List<string> notes,
            CancellationToken cancellationToken)
    {
        var choice = options.Method.Create(training.RequireLabels().ClassCounts());
        var learner = choice.Learner?.Invoke(classifier) ?? classifier;
        var rows = PreparedRows.Of(choice.Resampler, training, new RandomStream(options.Seed, "resample", keys), cancellationToken);
        if (choice.Note is { } note)
            notes.Add(note.ToString());
        notes.AddRange((rows.Resampled?.Notes ?? []).Select(n => n.ToString()));
        var classes = training.RequireLabels().Classes.Count;
        var model = learner.WithCategories(rows.Preparation.CategoryColumns).Fit(
            rows.LearnedFeatures, rows.LearnedLabels, classes, rows.LearnedWeights, new RandomStream(options.Seed, "learn", keys),
                cancellationToken);
        return (model, rows.Preparation, Priors(options.Learner, learner, rows.LearnedLabels, classes, rows.LearnedWeights),
            RowPrints.Of(rows.Preparation.Apply(training)));
    }

    /// <summary>The class priors that the probabilities go by; none where they go by none.</summary>
    private static double[] Priors(Learner named, IClassifier learner, int[] labels, int classes, double[]? weights)
    {
        var totals = TrainingRows.WeightPerClass(labels, classes, weights);
        double[] present = Array.ConvertAll(totals, t => t > 0 ? 1.0 : 0);
        return learner is ClassPrior ? Shares(totals)
            : named.Priors == ClassPriorUse.None ? []
            : named.Priors == ClassPriorUse.Balanced || learner is ClassWeighted ? Shares(present)
            : learner is EffectiveNumberWeighted { Beta: var beta } ? Shares(Effective(labels, totals, beta))
            : Shares(totals);
    }

    private static double[] Effective(int[] labels, double[] totals, double beta) =>
        [.. totals.Select((total, c) => labels.Count(y => y == c) is > 0 and var n ? total * (1 - beta) / (1 - Math.Pow(beta, n)) : 0)];

    private static double[] Shares(double[] totals) => Array.ConvertAll(totals, t => t / totals.Sum());
}
