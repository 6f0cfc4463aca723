using Counterpoise.Comparisons;
using Counterpoise.Metrics;
using Counterpoise.Randomness;

namespace Counterpoise.Reports.Tests.Fixtures;

/// <summary>Comparisons whose predictions are drawn, not trained, but whose metrics, intervals and tests are the real ones.</summary>
internal static class Samples
{
    private static readonly string[] Classes = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat"];
    private static readonly double[][] Shares = [[0.05, 0.05, 0.05, 0.05, 0.8], [0.05, 0.05, 0.1, 0.1, 0.7], [0.05, 0.1, 0.15, 0.2, 0.5],
        [0.1, 0.15, 0.15, 0.2, 0.4], [0.2, 0.2, 0.2, 0.2, 0.2]];

    public static readonly ComparisonMethod[] Methods =
    [
        new() { Name = "ce", Label = "Cross-entropy", Description = "Plain cross-entropy: every image counts the same." },
        new() { Name = "wce", Label = "Weighted cross-entropy", Description = "Every class counts the same, whatever its size.",
            IsControl = true },
        new() { Name = "la", Label = "Logit adjustment", Description = "Log priors are added to the logits while training.",
            IsControl = true },
        new() { Name = "ce-supcon", Label = "CE + SupCon, fixed", Description = "Supervised contrastive term with τ = 0.1 and λ = 0.75.",
            IsControl = true },
        new() { Name = "wce-supcon", Label = "Weighted CE + SupCon, fixed", Description = "What ACL is without its adaptive rule.",
            IsControl = true },
        new() { Name = "acl", Label = "ACL", Description = "Class weights, contrastive term, τ and λ set from the imbalance level σ.",
            FixedCounterpart = "wce-supcon" },
    ];

    public static Comparison Images(int seeds = 5, int scenarios = 5, int testPerClass = 40)
    {
        var list = Enumerable.Range(0, scenarios).Select(Scenario).ToArray();
        return new Comparison
        {
            Title = "Does adaptive contrastive learning help on Fashion-MNIST?",
            Created = new(2026, 3, 14),
            Pairing = Pairing.Runs,
            Item = "image",
            DataDescription = "Five classes of Fashion-MNIST at 32 pixels, 1,500 training images in each scenario, a balanced test split "
                + "of 200 images that no choice was made on.",
            ClassNames = Classes,
            Scenarios = list,
            Methods = Methods,
            Baseline = "ce",
            Candidate = "acl",
            SelectionMetric = MetricNames.MacroF1,
            ContrastiveBatch = 128,
            Seeds = [.. Enumerable.Range(1, seeds).Select(s => (long)s)],
            CommandLine = "counterpoise compare --data fashion-mnist --scenarios 1-5 --methods all --seeds 1-5 --epochs 40 --size 32 "
                + "--out runs/fashion",
            ProtocolNotes = ["Same split, same initial weights and same order of batches for all methods of a seed.",
                "The epoch was chosen by macro-F1 on the validation split.",
                "Cut for time: 32 pixels instead of 224, five seeds instead of ten."],
            Environment = new() { Threads = 2, Device = "cpu", Versions = new Dictionary<string,
                string> { ["counterpoise"] = "0.1.0", ["libtorch"] = "1.13.1", ["dotnet"] = "10.0.0" } },
            Cells = [.. from s in Enumerable.Range(0, scenarios) from m in Enumerable.Range(0, Methods.Length)
                from seed in Enumerable.Range(1, seeds) select Cell(s, m, seed, testPerClass, list[s])],
        };
    }

    public static RunSummary Run()
    {
        var comparison = Images(seeds: 1, scenarios: 1);
        return new RunSummary
        {
            Title = "ACL on Fashion-MNIST",
            Created = comparison.Created,
            Item = "image",
            DataDescription = comparison.DataDescription,
            ClassNames = Classes,
            Data = comparison.Scenarios[0],
            Method = Methods[^1],
            Result = comparison.Cells[^1],
            SelectionMetric = comparison.SelectionMetric,
            ContrastiveBatch = comparison.ContrastiveBatch,
            Environment = comparison.Environment,
            CommandLine = "counterpoise train --data fashion-mnist --method acl --seed 1",
            Configuration = "method: acl\ntau0: 0.1\nlambda0: 0.75\n",
            ProtocolNotes = comparison.ProtocolNotes,
        };
    }

    /// <summary>One's own data: a single scenario, not balanced in its test split, with long class names and large counts.</summary>
    public static Comparison Own(int seeds = 3)
    {
        var images = Images(seeds, scenarios: 1, testPerClass: 20);
        string[] classes = ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"];
        int[] counts = [90, 152, 353, 36, 361, 2192, 52];
        int[] support = [28, 47, 109, 11, 111, 1889, 16];
        return images with
        {
            Title = "acl against ce on lesions",
            DataDescription = "lesions: 4983 images of 7 classes.",
            ClassNames = classes,
            Scenarios = [images.Scenarios[0] with { Name = "own", Description = "the data as it is", TrainCounts = counts,
                TestCounts = support }],
            Cells = [.. images.Cells.Select(c => c with
            {
                Scenario = "own",
                ConfigHash = c.ConfigHash + "own",
                Metrics = new Dictionary<string, double>(c.Metrics) { [MetricNames.BalancedAccuracy] =
                    c.Metrics[MetricNames.BalancedAccuracy] - 0.1 },
                Confusion = [.. classes.Select((_, i) => classes.Select((_, j) => i == j ? support[i] : (i + (3 * j)) % 11).ToArray())],
                Classes = [.. classes.Select((name, i) => c.Classes[i % 5] with { Class = name, Support = support[i] })],
            })],
        };
    }

    private static ComparisonScenario Scenario(int s)
    {
        var counts = Shares[s].Select(f => (int)Math.Round(1500 * f)).ToArray();
        var level = Math.Sqrt(Shares[s].Average(f => (f - 0.2) * (f - 0.2)));
        return new ComparisonScenario { Name = $"{s + 1}", Description = s == 0 ? "one class holds 80%" : s == 4 ? "balanced" : "",
            TrainCounts = counts, ImbalanceLevel = level, Temperature = 0.1 * (1 - level), ContrastiveWeight = 0.75 * (1 + level) };
    }

    private static ComparisonCell Cell(int s, int m, int seed, int testPerClass, ComparisonScenario scenario)
    {
        var shared = new RandomStream((ulong)seed, "shared", (ulong)s);
        var own = new RandomStream((ulong)seed, "own", (ulong)s, (ulong)m);
        double[] gain = [0, 0.16, 0.14, 0.05, 0.2, 0.205];
        int[] labels = [.. Enumerable.Range(0, Classes.Length * testPerClass).Select(i => i / testPerClass)];
        var features = new double[labels.Length, 8];
        var probabilities = new double[labels.Length * Classes.Length];
        var luck = 0.04 * shared.NextNormal();
        for (var i = 0; i < labels.Length; i++)
        {
            var rarity = 0.2 - Shares[s][labels[i]];
            var hard = labels[i] is 2 or 4 or 0 ? 0.1 : 0;
            var recall = Math.Clamp(0.83 + luck - hard - (Math.Max(0, rarity) * 3.2) + (gain[m] * Math.Max(0, rarity) * 10)
                - (Math.Max(0, -rarity) * gain[m] * 0.4), 0.05, 0.98);
            var right = shared.NextDouble() * 0.8 + own.NextDouble() * 0.2 < recall;
            var guess = right ? labels[i] : labels[i] is 2 ? 4 : Shares[s][4] > 0.3 && labels[i] != 4 ? (own.NextDouble() < 0.7 ? 4 : 2)
                : (labels[i] + 1 + (int)own.NextInteger(4)) % 5;
            var sure = 0.45 + (0.5 * own.NextDouble());
            for (var c = 0; c < Classes.Length; c++)
            {
                probabilities[(i * Classes.Length) + c] = c == guess ? sure : (1 - sure) / 4;
            }

            for (var d = 0; d < 8; d++)
            {
                features[i, d] = (d == guess ? 3.2 : 0) + (d == labels[i] ? 1.4 : 0) + own.NextNormal() * (m >= 3 ? 0.7 : 1.0);
            }
        }

        var evaluation = Evaluation.Of(labels, probabilities, Classes);
        int[] predicted = [.. Enumerable.Range(0, labels.Length)
            .Select(i => Enumerable.Range(0, 5).MaxBy(c => probabilities[(i * 5) + c]))];
        var contrastive = m >= 3;
        return new ComparisonCell
        {
            Scenario = scenario.Name,
            Method = Methods[m].Name,
            Seed = seed,
            ConfigHash = ConfigHash.Of([new("scenario", scenario.Name), new("method", Methods[m].Name), new("seed", $"{seed}")]),
            Seconds = 41 + (contrastive ? 22 : 0) + own.NextDouble(),
            Curve = [.. Enumerable.Range(1, 40).Select(e => new TrainingEpoch
            {
                Epoch = e,
                Loss = (1.6 * Math.Exp(-e / 12.0)) + 0.15 + (contrastive ? 1.4 + Math.Exp(-e / 15.0) : 0),
                ClassTerm = (1.6 * Math.Exp(-e / (11.0 + m))) + 0.15 + (0.02 * own.NextNormal()),
                ContrastiveTerm = contrastive ? 1.9 + (2.6 * Math.Exp(-e / 14.0)) + (0.03 * own.NextNormal()) : null,
                Temperature = m == 5 ? scenario.Temperature : contrastive ? 0.1 : null,
                ContrastiveWeight = m == 5 ? scenario.ContrastiveWeight : contrastive ? 0.75 : null,
                ValidationMetric = 0.86 - (0.6 * Math.Exp(-e / (7.0 + m))) + (gain[m] * (0.2 - Shares[s][0])) + (0.01 * own.NextNormal()),
            })],
            Scores = ClassScores.Of(labels, probabilities, Classes.Length, labels, probabilities),
            Embedding = seed == 1 ? EmbeddingPlane.Of(features, labels, predicted) : null,
            Mistakes = seed == 1 ? [.. Enumerable.Range(0, labels.Length).Where(i => predicted[i] != labels[i])
                .OrderByDescending(i => probabilities[(i * 5) + predicted[i]]).Take(8).Select(i => new Mistake
            {
                Source = $"test/{Classes[labels[i]]}/{i:0000}.png",
                Label = labels[i],
                Prediction = predicted[i],
                Confidence = probabilities[(i * 5) + predicted[i]],
                TrueProbability = probabilities[(i * 5) + labels[i]],
                Thumbnail = TinyPng.Garment(labels[i], (ulong)i),
            })] : [],
        }.WithEvaluation(evaluation);
    }

    /// <summary>Resamplers and classifiers on data sets; the methods differ by the given gains.</summary>
    public static Comparison Tables(int sets = 14)
    {
        string[] names = ["None", "Random", "SMOTE", "Borderline-SMOTE", "ADASYN", "SMOTE + ENN", "SMOTE + Tomek", "Polynom-fit",
            "QC-SMOTE"];
        double[] gain = [0, 0.018, 0.03, 0.026, 0.02, 0.034, 0.031, 0.04, 0.043];
        string[] classifiers = ["gradient boosting", "k-nearest neighbours", "logistic regression"];
        string[] data = ["abalone19", "ecoli4", "glass2", "glass5", "page-blocks", "poker-9_vs_7", "shuttle-2_vs_5", "vowel0",
            "winequality-red-4", "yeast4", "yeast5", "yeast6", "zoo-3", "cleveland-0_vs_4"];
        data = [.. data, .. Enumerable.Range(0, Math.Max(0, sets - data.Length)).Select(i => $"set-{i}")];
        var cells = new List<ComparisonCell>();
        for (var d = 0; d < sets; d++)
        {
            for (var m = 0; m < names.Length; m++)
            {
                for (var c = 0; c < classifiers.Length; c++)
                {
                    var random = new RandomStream(7, "table", (ulong)d, (ulong)m, (ulong)c);
                    var level = 0.72 + (0.2 * new RandomStream(7, "level", (ulong)d).NextDouble()) + (gain[m] * (c == 0 ? 0.4 : 1))
                        + (0.012 * random.NextNormal());
                    for (var fold = 0; fold < 5; fold++)
                    {
                        double Near(double v) => Math.Clamp(v + (0.03 * random.NextNormal()), 0, 1);
                        cells.Add(new ComparisonCell
                        {
                            Scenario = data[d],
                            Method = names[m],
                            Classifier = classifiers[c],
                            Seed = 1,
                            Fold = fold,
                            ConfigHash = ConfigHash.Of([new("d", data[d]), new("m", names[m]), new("c", classifiers[c]),
                                new("f", $"{fold}")]),
                            Metrics = new Dictionary<string,
                                double> { [MetricNames.Auroc] = Near(level), [MetricNames.AveragePrecision] = Near(level - 0.3),
                                [MetricNames.MacroF1] = Near(level - 0.1), [MetricNames.GeometricMean] = Near(level - 0.15) },
                            Seconds = 0.2,
                        });
                    }
                }
            }
        }

        return new Comparison
        {
            Title = "Which resampler on small imbalanced tables?",
            Created = new(2026, 3, 14),
            Pairing = Pairing.DataSets,
            DataDescription = "KEEL data sets with an imbalance ratio above 9, with their official five folds; resampled in the training "
                + "folds only.",
            ClassNames = ["negative", "positive"],
            Scenarios = [.. data.Take(sets).Select((n, i) => new ComparisonScenario { Name = n, TrainCounts = [400 + (i * 37), 21 + i] })],
            Methods = [.. names.Select(n => new ComparisonMethod { Name = n, Description = n == "None" ? "The data as it is." : "" })],
            PrimaryMetric = MetricNames.Auroc,
            CommandLine = "counterpoise compare --tables keel --resamplers all --classifiers knn,logistic,boosting",
            Cells = cells,
        };
    }
}
