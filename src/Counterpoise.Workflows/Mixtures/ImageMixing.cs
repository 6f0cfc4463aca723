using System.Globalization;
using System.Text;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Reports.Systems;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Systems;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Mixtures;

/// <summary>Mixes experts on frozen features of images, and compares the mixture with its cheap controls on the same splits.</summary>
public static class ImageMixing
{
    /// <summary>The mixture's name among the arms.</summary>
    public const string Mixture = "mixture";

    private static readonly double[] s_ridges = [10, 100, 1000, 10_000];

    /// <summary>Runs every seed, and writes what is asked for.</summary>
    /// <param name="options">What is mixed and how.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The images or experts cannot be used.</exception>
    public static ImageMixingResult Run(ImageMixingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var sources = options.Experts.Select(name => name == ImageMixingOptions.Pixels ? null : FeatureNetworks.Parse(name, "--experts"))
            .ToArray();
        var learner = options.Classifier is { } named ? TableLearners.Find(named) : null;
        var data = new ImageData(options.Data, events);
        var images = data.Check(data.Find(), cancellationToken, offersFit: false);
        var dataset = images.Dataset;
        string[] names = [.. options.Experts.Select(FeatureNetworks.NameOf)];
        var features = sources.Select((source, k) => FeatureModelFile.Features(dataset, source, names[k], events, cancellationToken))
            .ToArray();
        var (scores, diagnoses, warnings) = (new List<ArmScore>(), new List<MixtureDiagnosis>(), new List<string>());
        SeedRun Run(ulong seed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = RunSeed(dataset, data.Split(dataset, seed), names, features, learner?.Create(learner.Defaults), options, seed,
                cancellationToken);
            scores.AddRange(run.Scores);
            diagnoses.Add(run.Diagnosis);
            warnings.AddRange(run.Mixture.Warnings);
            events.Note(string.Create(CultureInfo.InvariantCulture,
                $"seed {seed}: mixture macro-F1 {run.Scores[0].Metrics["macro_f1"]:0.000}, oracle {run.Diagnosis.OracleAccuracy:0.000}"));
            return run;
        }

        using var first = Run(options.Seeds[0]);
        foreach (var seed in options.Seeds.Skip(1))
        {
            using var passing = Run(seed);
        }

        // Files come last: what is interrupted leaves none.
        var comparison = new ArmComparison { Scores = scores, System = Mixture, Metric = "macro_f1" };
        var result = new ImageMixingResult(comparison, diagnoses, [.. warnings.Distinct()], dataset.ClassNames, Verdict(comparison));
        if (options.Model is { } model)
        {
            Save(model, first, sources, features, options);
        }

        if (options.Gates is { } gates)
        {
            AtomicFile.WriteText(gates, GateTable(dataset, first.Splits.Test, names, first.Gates));
        }

        if (options.Report is { } report)
        {
            SystemReport.Write(Summary(dataset, names, options, result), report);
        }

        return result;
    }

    /// <summary>A pass is more than the uniform mean, and not less than stacking; else averaging suffices.</summary>
    private static string Verdict(ArmComparison comparison)
    {
        var (uniform, stacking) = (comparison.Difference(MixtureControls.UniformMean), comparison.Difference(MixtureControls.Stacking));
        return uniform?.Outcome == VerdictOutcome.Helps && stacking?.Outcome != VerdictOutcome.Harms ? comparison.Verdict()
            : $"Averaging suffices: {comparison.Verdict()}";
    }

    private static SeedRun RunSeed(ImageDataset dataset, ImageSplits splits, string[] names, DenseMatrix[] features,
        IClassifier? classifier, ImageMixingOptions options, ulong seed, CancellationToken cancellationToken)
    {
        var (labels, classes) = (dataset.Labels, dataset.ClassNames);
        var rows = MixtureRows.Split(labels, dataset.HasGroups ? dataset.GroupNumbers() : null, splits.Train, splits.Validation,
            options.GateShare, seed);
        IClassifier Learner(DenseMatrix own) => classifier ?? BestRidge(own, labels, classes, rows, cancellationToken);
        MixtureExpert[] experts = [.. names.Zip(features, (name, own) => new MixtureExpert(name, own, Learner(own)))];
        var mixture = SoftMixtureTraining.Fit(experts, labels, classes, rows, options.Mixture with { Seed = seed }, cancellationToken);
        try
        {
            int[] truth = [.. splits.Test.Select(r => labels[r])];
            var prediction = mixture.Predict([.. features.Select(f => f.SelectRows(splits.Test))]);
            var head = classifier ?? BestRidge(Joined(features), labels, classes, rows, cancellationToken);
            var controls = MixtureControls.Predict(mixture, experts, labels, classes, rows, splits.Test, head, cancellationToken);
            ArmScore[] scores =
            [
                Score(Mixture, seed, truth, prediction.Probabilities, classes),
                .. controls.Select(c => Score(c.Key, seed, truth, c.Value, classes)),
            ];
            return new(mixture, splits, scores, MixtureDiagnosis.Compute(names, truth, prediction, classes.Count), prediction.Gates);
        }
        catch
        {
            mixture.Dispose();
            throw;
        }
    }

    private static void Save(string file, SeedRun run, FeatureNetworkSource?[] sources, DenseMatrix[] features,
        ImageMixingOptions options)
    {
        // The caller disposes the mixture.
        FeatureExpert[] experts =
            [.. options.Experts.Select((text, k) => FeatureModelFile.Describe(text, sources[k], features[k].Columns))];
        new FeatureModel(run.Mixture, experts, run.Splits.Dataset.ClassNames, run.Splits.TrainCounts, Mixture, options.Seeds[0],
            ProgramVersion.Text, options.CommandLine).Save(file, FeatureModelFile.Codecs);
    }

    private static ArmScore Score(string arm, ulong seed, int[] labels, double[] probabilities, IReadOnlyList<string> classes)
    {
        var evaluation = Evaluation.Of(labels, probabilities, classes);
        string[] metrics = ["macro_f1", "balanced_accuracy", "accuracy", "log_loss"];
        return new(arm, seed, metrics.Where(m => evaluation.Value(m) is not null).ToDictionary(m => m, m => evaluation.Value(m)!.Value));
    }

    /// <summary>
    /// Standardised logistic regression with the ridge of the best macro-F1 on validation (on the gate split where there is none).
    /// </summary>
    private static Standardized BestRidge(DenseMatrix features, int[] labels, IReadOnlyList<string> classes, MixtureRows rows,
        CancellationToken cancellationToken)
    {
        var judged = rows.Validation.Length > 0 ? rows.Validation : rows.Gate;
        int[] Labels(int[] which) => [.. which.Select(r => labels[r])];
        static Standardized Of(double ridge) => new(new LogisticRegression(new() { Ridge = ridge, Tolerance = 1e-4, MaxIterations = 100 }));
        var (train, validation) = (features.SelectRows(rows.Expert), features.SelectRows(judged));
        return s_ridges.Select(Of).MaxBy(learner =>
        {
            var fitted = learner.Fit(train, Labels(rows.Expert), classes.Count, default, new RandomStream(0, "ridge"), cancellationToken);
            return Evaluation.Of(Labels(judged), fitted.PredictProbabilities(validation), classes, cancellationToken: cancellationToken)
                .Value("macro_f1") ?? double.NegativeInfinity;
        })!;
    }

    private static DenseMatrix Joined(DenseMatrix[] splits)
    {
        var joined = new DenseMatrix(splits[0].Rows, splits.Sum(p => p.Columns));
        for (var i = 0; i < joined.Rows; i++)
        {
            var start = 0;
            foreach (var split in splits)
            {
                split.Row(i).CopyTo(joined.Row(i)[start..]);
                start += split.Columns;
            }
        }

        return joined;
    }

    private static string GateTable(ImageDataset dataset, int[] test, string[] names, double[] gates)
    {
        var text = new StringBuilder($"image,class,{string.Join(',', names)}\n");
        for (var i = 0; i < test.Length; i++)
        {
            var sample = dataset.Samples[test[i]];
            var own = gates.AsSpan(i * names.Length, names.Length).ToArray()
                .Select(g => g.ToString("0.000000", CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture,
                $"{CsvField.Of(sample.Content.Name)},{CsvField.Of(dataset.ClassNames[sample.Label])},{string.Join(',', own)}\n");
        }

        return text.ToString();
    }

    private static SystemSummary Summary(ImageDataset dataset, string[] names, ImageMixingOptions options, ImageMixingResult result)
    {
        static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);
        var (diagnoses, k) = (result.Diagnoses, names.Length);
        double MeanGate(int c, int e)
        {
            double[] known = [.. diagnoses.Select(d => d.GateByClass[(c * k) + e]).Where(double.IsFinite)];
            return known.Length == 0 ? double.NaN : known.Average();
        }

        return new()
        {
            Title = $"Mixture of {k} experts on {DataName.Of(options.Data.Path, dataset.Name)}",
            Verdict = result.Verdict,
            Sentences =
            [
                $"{dataset.Count} images of {dataset.ClassNames.Count} classes{(dataset.HasGroups ? ", split by group" : "")}; experts "
                    + $"{string.Join(", ", names)} on frozen features; the gate learns on images that no expert has seen.",
                string.Create(CultureInfo.InvariantCulture,
                    $"A perfect gate would reach {diagnoses.Average(d => d.OracleAccuracy):0.000} accuracy, "
                    + $"{100 * diagnoses.Average(d => d.OracleGap):0.0} points more than the best single expert; the mean entropy of the "
                    + $"gates is {diagnoses.Average(d => d.GateEntropy):0.000} of at most {Math.Log(k):0.000}."),
                .. result.Warnings.Select(w => $"Warning: {w}."),
            ],
            Tables =
            [
                result.Comparison.Table("Mixture and controls"),
                new("What the gate does", "Mean weight of each expert over the test images of a class, mean over the seeds",
                    ["class", .. names],
                    [.. dataset.ClassNames.Select((name, c) =>
                        (IReadOnlyList<string>)[name, .. Enumerable.Range(0, k).Select(e => Text(MeanGate(c, e)))])]),
                new("Where experts differ",
                    "Share of test images on which two experts name different classes, and their accuracy; means over the seeds",
                    ["expert", "accuracy", .. names],
                    [.. names.Select((name, a) => (IReadOnlyList<string>)[name, Text(diagnoses.Average(d => d.Accuracies[a])),
                        .. Enumerable.Range(0, k).Select(b => Text(diagnoses.Average(d => d.Disagreement[(a * k) + b])))])]),
            ],
            CommandLine = options.CommandLine,
            Created = DateOnly.FromDateTime(DateTime.Today),
        };
    }

    private sealed record SeedRun(FittedMixture Mixture, ImageSplits Splits, ArmScore[] Scores, MixtureDiagnosis Diagnosis, double[] Gates)
        : IDisposable
    {
        public void Dispose() => Mixture.Dispose();
    }
}
