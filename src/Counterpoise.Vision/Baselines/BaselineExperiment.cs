using System.Diagnostics;
using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Prediction;
using Counterpoise.Methods;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// Fits a trivial baseline to the training split of a split, chooses its ridge on the validation split, and evaluates once on the test
/// split.
/// </summary>
public static class BaselineExperiment
{
    /// <summary>Raised whenever the same settings would give another result.</summary>
    private const int Protocol = 2;

    /// <summary>The same of small networks on features.</summary>
    private const int HeadProtocol = 1;

    /// <summary>Fits and evaluates.</summary>
    /// <param name="splits">The data, split; the same data set that <paramref name="inputs"/> are of.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="inputs">The numbers of all images.</param>
    /// <param name="seed">The seed of the cell; it draws the held-out rows where there is no validation split.</param>
    /// <param name="scenario">The scenario's name in the cell.</param>
    /// <param name="thumbnails">Whether the cell keeps small pictures of the worst mistakes.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    /// <exception cref="ArgumentException">The split cannot be used.</exception>
    public static ComparisonCell Run(ImageSplits splits, ImageBaseline baseline, BaselineInputs inputs, ulong seed, string scenario = "",
        bool thumbnails = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(inputs);
        inputs.Options.Validate();
        splits.Validate();
        inputs.Prepare(baseline.Input, Rows(splits), cancellationToken: cancellationToken);
        var clock = Stopwatch.StartNew();
        using var fitted = Fit(splits, baseline, inputs, seed, cancellationToken);
        var names = splits.Dataset.ClassNames;
        Evaluation Evaluate(PredictionBatch batch) => Evaluation.Of(batch.Labels, batch.Probabilities, names,
            new EvaluationOptions { PositiveClass = MinorityClass.Of(splits.TrainCounts) }, cancellationToken);
        var predictions = fitted.Predict(splits.Test);
        var large = splits.LargeTest.Length == 0 ? null : Evaluate(fitted.Predict(splits.LargeTest));
        var hash = Key(splits, baseline, inputs, seed, scenario).Hash;
        var cell = CellBuilder.Build(
            hash, scenario, baseline.Name, seed, splits, predictions, Evaluate(predictions), large,
                thumbnails ? row => splits.Dataset.Read(splits.Test[row]) : null);
        cell = CellBuilder.WithValidation(cell, predictions, splits.Validation.Length == 0 ? null : fitted.Predict(splits.Validation),
            names);

        if (baseline.Decision == DecisionRule.Tuned)
        {
            cell = TunedDecisions.Decide(cell);
        }

        return cell with { Curve = fitted.Curve, Seconds = clock.Elapsed.TotalSeconds, Notes = [.. fitted.Notes, .. cell.Notes] };
    }

    /// <summary>The images that a baseline needs numbers of.</summary>
    /// <param name="splits">The data, split.</param>
    public static int[] Rows(ImageSplits splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        return [.. splits.Train, .. splits.Validation, .. splits.Test, .. splits.LargeTest];
    }

    /// <summary>What the cell is known by: everything that determines the result.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="inputs">The numbers of all images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name.</param>
    public static CellKey Key(ImageSplits splits, ImageBaseline baseline, BaselineInputs inputs, ulong seed, string scenario)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(inputs);
        IEnumerable<KeyValuePair<string, string>> common =
        [
            new("data", splits.Dataset.Name), new("images", ImageExperiment.DataHash(splits.Dataset)),
                new("split", ImageKeys.Split(splits)), new("scenario", scenario),
            new("input", inputs.Describe(baseline.Input)), new("watched_metric", inputs.Options.WatchedMetric),
            new("seed", seed.ToString(CultureInfo.InvariantCulture)),
        ];
        return baseline.Head is { } unnamed && ImageExperiment.Named(unnamed, splits) is { } head
            ? CellKey.Of("image_head", HeadProtocol, [.. common, .. head.TrainingSettings(splits.TrainCounts), .. head.LaterSettings,
                .. HeadSettings(inputs.Options.Head)])
            : CellKey.Of("image_baseline", Protocol,
        [
            .. common, new("method", baseline.Name),
            new("ridges", string.Join(',', inputs.Options.Ridges.Select(ridge => ridge.ToString("R", CultureInfo.InvariantCulture)))),
            new("max_iterations", inputs.Options.MaxIterations.ToString(CultureInfo.InvariantCulture)),
            new("held_out_share", inputs.Options.HeldOutShare.ToString("R", CultureInfo.InvariantCulture)),
        ]);
    }

    private static IEnumerable<KeyValuePair<string, string>> HeadSettings(HeadOptions options)
    {
        static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
        return
        [
            new("head.hidden_size", Text(options.HiddenSize)), new("head.dropout", Text(options.Dropout)),
                new("head.epochs", Text(options.Epochs)),
            new("head.batch_size", Text(options.BatchSize)), new("head.learning_rate", Text(options.LearningRate)),
            new("head.weight_decay", Text(options.WeightDecay)), new("head.ties", "log_loss"),
        ];
    }

    /// <summary>Everything that determines the result, by name: the settings of <see cref="Key"/>.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="inputs">The numbers of all images.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name.</param>
    public static IReadOnlyDictionary<string,
        string> Settings(ImageSplits splits, ImageBaseline baseline, BaselineInputs inputs, ulong seed, string scenario) =>
        Key(splits, baseline, inputs, seed, scenario).Settings;

    /// <summary>Whether no training image has a colour, so that one number a pixel says all.</summary>
    private static bool IsGray(DenseMatrix pixels)
    {
        var values = pixels.Data;
        for (var i = 0; i < values.Length; i += 3)
        {
            if (values[i] != values[i + 1] || values[i] != values[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static DenseMatrix Compact(DenseMatrix pixels, bool isGray)
    {
        if (!isGray)
        {
            return pixels;
        }

        var gray = new DenseMatrix(pixels.Rows, pixels.Columns / 3);
        for (var i = 0; i < gray.Data.Length; i++)
        {
            gray.Data[i] = pixels.Data[3 * i];
        }

        return gray;
    }

    private static FittedBaseline Fit(ImageSplits splits, ImageBaseline baseline, BaselineInputs inputs, ulong seed,
        CancellationToken cancellationToken)
    {
        var all = splits.Dataset.Labels;
        int[] Labels(int[] rows) => [.. rows.Select(i => all[i])];
        DenseMatrix Features(int[] rows) => inputs.Get(baseline.Input, rows, cancellationToken: cancellationToken);
        if (baseline.Input == BaselineInput.Nothing)
        {
            double[] shares = [.. splits.TrainCounts.Select(n => n / (double)splits.Train.Length)];
            return new FittedBaseline(rows => new(Labels(rows), [.. rows.SelectMany(_ => shares)], [], 0),
                ["the class priors of the training images"]);
        }

        if (baseline.Head is { } head)
        {
            var trained = HeadTraining.Fit(
                ImageExperiment.Named(head, splits), Features(splits.Train), Labels(splits.Train), splits.Validation.Length == 0 ? null
                    : (Features(splits.Validation), Labels(splits.Validation)),
                splits.Dataset.ClassNames.Count, inputs.Options.Head, inputs.Options.WatchedMetric, seed, cancellationToken);
            return new FittedBaseline(
                rows => trained.Predict(Features(rows), Labels(rows), cancellationToken),
                    [trained.Note(inputs.Options.Head), .. trained.Result.Warnings],
                trained) { Curve = trained.Result.Curve };
        }

        if (baseline.Majority is { } name)
        {
            var learner = Learner.Standard.First(l => l.Name == name);
            var strange = new Standardized(learner.Create(learner.Defaults)).Fit(
                Features(splits.Train), Labels(splits.Train), splits.Dataset.ClassNames.Count, default, new RandomStream(seed, "baseline"),
                    cancellationToken);
            return new FittedBaseline(rows => new(Labels(rows), strange.PredictProbabilities(Features(rows)), [], 0),
                [$"{learner.Label}, learnt from the majority class alone"]);
        }

        var isGray = baseline.Input == BaselineInput.Pixels && IsGray(Features(splits.Train));
        var problem = new Problem(
            splits.Dataset.ClassNames, rows => Compact(Features(rows), isGray), Labels, baseline.IsClassWeighted, baseline.IsLogitAdjusted,
                inputs.Options, cancellationToken);
        var (ridge, model) = Fit(problem, splits, seed);
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"ridge {ridge} of {string.Join(", ", inputs.Options.Ridges)}, {problem.Features([splits.Train[0]]).Columns} inputs");
        return new FittedBaseline(rows => new(problem.Labels(rows), model.PredictProbabilities(problem.Features(rows)), [], 0), [note]);
    }

    private static (double Ridge, IFittedClassifier Model) Fit(Problem problem, ImageSplits splits, ulong seed)
    {
        if (splits.Validation.Length > 0)
        {
            return problem.Best(splits.Train, splits.Validation);
        }

        var split = StratifiedSplit.Of(
            problem.Labels(splits.Train), problem.Options.HeldOutShare, 0, new RandomStream(seed, "baseline-held-out"),
            MissingClassPolicy.Warn);
        if (split.Test.Length == 0)
        {
            var middle = problem.Options.Ridges[problem.Options.Ridges.Count / 2];
            return (middle, problem.Fit(splits.Train, middle));
        }

        var (ridge, _) = problem.Best([.. split.Train.Select(i => splits.Train[i])], [.. split.Test.Select(i => splits.Train[i])]);
        return (ridge, problem.Fit(splits.Train, ridge));
    }

    /// <summary>The fits of one baseline on one data set.</summary>
    private sealed record Problem(
        IReadOnlyList<string> ClassNames, Func<int[], DenseMatrix> Features, Func<int[], int[]> Labels, bool IsClassWeighted,
        bool IsLogitAdjusted, BaselineOptions Options, CancellationToken CancellationToken)
    {
        // A ranking of ridges needs no more digits than a metric on some hundred images has.
        private const double Tolerance = 1e-4;

        public IFittedClassifier Fit(int[] rows, double ridge)
        {
            var labels = Labels(rows);
            var logistic = new LogisticRegression(new() { Ridge = ridge, Tolerance = Tolerance, MaxIterations = Options.MaxIterations });
            IClassifier learner = IsLogitAdjusted ? new LogitAdjusted(new Standardized(logistic)) : new Standardized(logistic);
            return learner.Fit(Features(rows), labels, ClassNames.Count, IsClassWeighted ? Weights(labels)
                : default, new RandomStream(0, "baseline"), CancellationToken);
        }

        /// <summary>The ridge with the best watched metric on the chosen rows; log loss decides between equals.</summary>
        public (double Ridge, IFittedClassifier Model) Best(int[] train, int[] validation)
        {
            var labels = Labels(validation);
            var rows = Features(validation);
            return Options.Ridges.Select(ridge => (Ridge: ridge, Model: Fit(train, ridge))).MaxBy(fit =>
            {
                var evaluation = Evaluation.Of(
                    labels, fit.Model.PredictProbabilities(rows), ClassNames, cancellationToken: CancellationToken);
                return (evaluation.Value(Options.WatchedMetric)
                    ?? double.NegativeInfinity, -(evaluation.Value("log_loss") ?? double.PositiveInfinity));
            });
        }

        private double[] Weights(int[] labels)
        {
            var counts = new int[ClassNames.Count];
            Array.ForEach(labels, label => counts[label]++);
            var present = counts.Count(count => count > 0);
            return [.. labels.Select(label => labels.Length / ((double)present * counts[label]))];
        }
    }
}
