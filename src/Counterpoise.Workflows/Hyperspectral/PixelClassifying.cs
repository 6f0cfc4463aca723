using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Reports.Systems;
using Counterpoise.Splits;
using Counterpoise.Vision.Hyperspectral;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Systems;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>Trains the hyperspectral network and its controls on the same splits, and says what each of its ideas is worth.</summary>
public static class PixelClassifying
{
    /// <summary>What every report of this system says.</summary>
    public const string NoAdvantage =
        "The circuit of 4 wires is simulated exactly by 16 numbers: no quantum advantage can be claimed, whatever the figures say.";

    /// <summary>Runs every arm under every seed, and writes what is asked for.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="events">Told of notes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The data cannot be used.</exception>
    public static PixelClassifyingResult Run(PixelClassifyingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var data = PixelSource.Of(options.Path).Read(options, cancellationToken);
        PixelArm[] arms = [.. PixelArm.All.Where(a => options.Arms.Count == 0 || a.Name == PixelArm.System
            || options.Arms.Contains(a.Name))];
        var scores = new List<ArmScore>();
        var pictures = new List<SystemPicture>();
        HyperspectralModel? model = null;
        foreach (var seed in options.Seeds)
        {
            var split = data.Split(seed);
            var patches = data.Patches.StandardizeBands(split.Train);
            foreach (var arm in arms)
            {
                var isFirst = arm.Name == PixelArm.System && seed == options.Seeds[0];
                var network = PixelTraining.Fit(patches, split.Train, split.Validation, arm.Network(options.Network),
                    arm.Training(options.Training) with { Seed = seed }, cancellationToken);
                // The network of a model that is asked for lives until the model is written.
                using var passing = isFirst && options.Model is not null ? null : network;
                var (labels, probabilities) = PixelTraining.Predict(network, patches, split.Test, cancellationToken);
                scores.Add(Score(arm.Name, seed, labels, probabilities, patches.ClassNames));
                events.Note(string.Create(CultureInfo.InvariantCulture,
                    $"seed {seed}, {arm.Name}: mean recall {scores[^1].Metrics.GetValueOrDefault("balanced_accuracy"):0.000}"));
                if (passing is null)
                {
                    model = new HyperspectralModel(network, BandScaling.Of(data.Patches, split.Train), patches.ClassNames, data.Columns,
                        options.CommandLine);
                }

                if (isFirst && patches.Height > 3)
                {
                    pictures.AddRange(ClassMap.Draw(network, patches, split.Test));
                }
            }

            scores.AddRange(Rivals(patches, split, seed, cancellationToken));
        }

        var comparison = new ArmComparison { Scores = scores, System = PixelArm.System, Metric = "balanced_accuracy" };
        string[] notes = [.. data.Notes, .. Ideas(comparison)];
        var result = new PixelClassifyingResult(comparison, comparison.Verdict(), data.Patches.IsSynthetic, notes);
        using (model)
        {
            model?.Save(options.Model!);
        }

        if (options.Report is { } report)
        {
            SystemReport.Write(new()
            {
                Title = $"Pixels of {data.Name}: circuit, scan and loss beside their controls",
                Verdict = result.Verdict,
                Sentences = [NoAdvantage, .. notes],
                Tables = [comparison.Table("All arms")],
                Pictures = pictures,
                CommandLine = options.CommandLine,
                Created = DateOnly.FromDateTime(DateTime.Today),
            }, report);
        }

        return result;
    }

    /// <summary>One sentence for each idea.</summary>
    private static IEnumerable<string> Ideas(ArmComparison comparison)
    {
        (string Control, string Better, string Else)[] ideas =
        [
            ("tanh 4-to-4 head", "the circuit is better than a layer of 4 tanh units",
                "the circuit is not better than a layer of 4 tanh units"),
            ("one direction", "two directions of the scan are better than one", "one direction of the scan suffices"),
            ("no scan", "the scan is worth its cost", "the scan is not needed"),
            ("cross-entropy + la", "the hybrid loss is better than logit adjustment", "logit adjustment does what the hybrid loss does"),
        ];
        foreach (var (control, better, otherwise) in ideas)
        {
            if (comparison.Difference(control) is not { } d)
            {
                continue;
            }

            var found = d.Outcome switch
            {
                VerdictOutcome.Helps => $"Here {better}",
                VerdictOutcome.Undecided => $"Whether {better} is undecided",
                _ => $"Here {otherwise}",
            };
            yield return d.HasInterval
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{found}: {d.Mean:+0.000;-0.000;0.000} in mean recall ({d.Low:+0.000;-0.000;0.000} to {d.High:+0.000;-0.000;0.000}).")
                : string.Create(CultureInfo.InvariantCulture,
                    $"{found}: {d.Pairs} {(d.Pairs == 1 ? "seed is" : "seeds are")} too few; {d.Mean:+0.000;-0.000;0.000} in mean recall.");
        }
    }

    private static ArmScore Score(string arm, ulong seed, int[] labels, double[] probabilities, IReadOnlyList<string> classes)
    {
        var evaluation = Evaluation.Of(labels, probabilities, classes);
        string[] metrics = ["balanced_accuracy", "macro_f1", "accuracy", "cohen_kappa"];
        return new(arm, seed, metrics.Where(m => evaluation.Value(m) is not null).ToDictionary(m => m, m => evaluation.Value(m)!.Value));
    }

    /// <summary>Boosting and the nearest neighbours on the raw neighbourhood, where each patch has one class.</summary>
    private static IEnumerable<ArmScore> Rivals(PixelPatches patches, Split split, ulong seed, CancellationToken cancellationToken)
    {
        var (area, size) = (patches.Height * patches.Width, patches.Bands * patches.Height * patches.Width);
        if (area > 49)
        {
            yield break;
        }

        DenseMatrix Rows(int[] which)
        {
            var matrix = new DenseMatrix(which.Length, size);
            for (var i = 0; i < which.Length; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    matrix[i, j] = patches.Values[(which[i] * size) + j];
                }
            }

            return matrix;
        }

        int[] Labels(int[] which) => [.. which.Select(row => (int)patches.Labels[(row * area) + (area / 2)])];
        if (Labels([.. split.Train, .. split.Test]).Any(l => l < 0))
        {
            yield break;
        }

        foreach (var (name, learner) in new (string, IClassifier)[] { ("boosting",
            TableLearners.Find("boosting") is { } b ? b.Create(b.Defaults) : null!),
            ("nearest neighbours", new KNearestNeighbors(new() { K = 5 })) })
        {
            var fitted = learner.Fit(Rows(split.Train), Labels(split.Train), patches.ClassNames.Count, default,
                new RandomStream(seed, name), cancellationToken);
            using var disposable = fitted as IDisposable;
            yield return Score(name, seed, Labels(split.Test), fitted.PredictProbabilities(Rows(split.Test)), patches.ClassNames);
        }
    }
}
