using System.Globalization;
using System.Numerics.Tensors;
using Counterpoise.Data;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Reports.Systems;
using Counterpoise.Tables;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Episodes;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>Judges classes from a few supports over many draws, with every method on the same features and draws.</summary>
public static class FewShotEvaluating
{
    /// <summary>The episodic embedding with prototypes.</summary>
    public const string System = "prototypes, episodic embedding";

    /// <summary>Prototypes on features as they are, the system for tables.</summary>
    public const string TableSystem = "nearest prototype";

    /// <summary>Runs all draws, and writes what is asked for.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="events">Told of notes and progress; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; kept features stay kept.</param>
    /// <exception cref="InputException">The data cannot be used.</exception>
    public static FewShotResult Run(FewShotOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var (scores, system, notes) = options.Target is null ? Images(options, events, cancellationToken)
            : TableRows(options, cancellationToken);
        var comparison = new ArmComparison { Scores = scores, System = system, Metric = "balanced_accuracy" };
        var result = new FewShotResult(comparison, comparison.Verdict(), [.. notes, .. Spread(comparison)]);
        if (options.Report is { } report)
        {
            SystemReport.Write(new()
            {
                Title = $"{options.Shots} supports of a class: {Path.GetFileNameWithoutExtension(options.Data.Path)}",
                Verdict = result.Verdict,
                Sentences = result.Notes,
                Tables = [comparison.Table("Methods on the same features and draws"), Quantiles(comparison)],
                CommandLine = options.CommandLine,
                Created = DateOnly.FromDateTime(DateTime.Today),
            }, report);
        }

        return result;
    }

    private static (List<ArmScore> Scores, string System, string[] Notes) Images(FewShotOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        var source = FeatureNetworks.Parse(options.Network, "--network");
        var data = new ImageData(options.Data, events);
        var dataset = Sample(data.Find(), options);
        var (baseClasses, novel) = Classes(dataset.ClassNames, options.BaseClasses);
        var features = FeatureModelFile.Features(dataset, source, options.Network.Split('=')[0], events, cancellationToken);
        var labels = dataset.Labels;
        var patients = dataset.HasGroups ? dataset.GroupNumbers() : null;
        int[] baseRows = [.. Enumerable.Range(0, labels.Length).Where(r => baseClasses.Contains(labels[r]))];
        int[] novelRows = [.. Enumerable.Range(0, labels.Length).Where(r => novel.Contains(labels[r]))];
        var training = options.Training with { Ways = Math.Min(options.Training.Ways, baseClasses.Length), Seed = options.Seed };
        using var projection = EpisodicTraining.FitProjection(features, new EpisodeSampler(labels, patients, baseRows, options.Seed),
            options.EmbeddingWidth, training, cancellationToken);
        var embedded = EpisodicTraining.Embed(projection, features);
        (IFewShotMethod Method, DenseMatrix Features, string Name)[] arms =
        [
            (new NearestPrototype(training.Distance, training.Scale), embedded, System),
            (new SimpleShot(Mean(embedded, baseRows)), embedded, "SimpleShot, episodic embedding"),
            (new SimpleShot(Mean(features, baseRows)), features, "SimpleShot"),
            (new NearestPrototype(), features, "nearest prototype"),
            (new MatchingAttention(), features, "matching"),
            (new FineTunedHead(), features, "fine-tuned head"),
            (FewShotLearner.Logistic(), features, "logistic regression"),
            (FewShotLearner.Nearest(), features, "nearest neighbour"),
        ];
        var sampler = new EpisodeSampler(labels, patients, novelRows, options.Seed + 1);
        var scores = new List<ArmScore>();
        for (var draw = 0; draw < options.Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var episode = sampler.Draw(draw, novel.Length, options.Shots, options.Queries);
            if (patients is not null)
            {
                EpisodeSampler.RequireDisjoint(episode, patients);
            }

            string[] names = [.. episode.Classes.Select(c => dataset.ClassNames[c])];
            scores.AddRange(arms.Select(arm => FewShotScores.Of(arm.Name, (ulong)draw, episode.QueryLabels,
                arm.Method.Predict(arm.Features.SelectRows(episode.Support), episode.SupportLabels, names.Length,
                    arm.Features.SelectRows(episode.Query)), names)));
        }

        if (options.Model is { } file)
        {
            Save(file, projection, features, dataset, source, options);
        }

        return (scores, System,
        [
            $"Base classes {string.Join(", ", baseClasses.Select(c => dataset.ClassNames[c]))}; novel classes "
                + $"{string.Join(", ", novel.Select(c => dataset.ClassNames[c]))}; at most {options.MaximumPerClass} images a class; "
                + $"features of {source.Name}.",
            patients is null ? "No groups are named: each image counts as its own patient."
                : "No patient is among supports and queries of a draw.",
        ]);
    }

    /// <summary>Keeps the embedding with a prototype of every class.</summary>
    private static void Save(string file, nn.Module<Tensor, Tensor> projection, DenseMatrix features, ImageDataset dataset,
        FeatureNetworkSource source, FewShotOptions options)
    {
        var parameters = projection.NamedParameters().ToDictionary(p => p.Key, p => p.Value);
        double[] Numbers(string name)
        {
            using var scope = torch.NewDisposeScope();
            return parameters[name].Detach().to_type(ScalarType.Float64).ToArray<double>();
        }

        var bias = Numbers("bias");
        var expert = FittedPrototypes.Of(new DenseMatrix(bias.Length, features.Columns, Numbers("weight")), bias, features, dataset.Labels,
            dataset.ClassNames.Count, options.Training.Distance, options.Training.Scale);
        using var model = new FeatureModel(FittedMixture.OfOne(options.Network.Split('=')[0], expert, features.Columns),
            [FeatureModelFile.Describe(options.Network, source, features.Columns)], dataset.ClassNames, dataset.CountClasses(),
            "prototypes", options.Seed, ProgramVersion.Text, options.CommandLine);
        model.Save(file, FeatureModelFile.Codecs);
    }

    private static (List<ArmScore> Scores, string System, string[] Notes) TableRows(FewShotOptions options,
        CancellationToken cancellationToken)
    {
        var read = TableFile.Read(options.Data.Path, new TableReadOptions { Target = options.Target, Groups = options.Site,
            Exclude = options.Exclude }, cancellationToken);
        var truth = read.RequireLabels();
        if (options.Positive is { } named && !truth.Classes.Contains(named))
        {
            throw new InputException($"--positive is '{named}'; the classes of {options.Target} are {string.Join(", ", truth.Classes)}");
        }

        string[] classes = options.Positive is { } positive ? [$"not {positive}", positive] : [.. truth.Classes];
        int[] labels = [.. truth.Codes.ToArray().Select(c => options.Positive is { } p ? (truth.Classes[c] == p ? 1 : 0) : c)];
        var numbers = read.With([.. read.Columns.Where(c => c.Kind == ColumnKind.Numeric && c.MissingCount == 0)]).ToMatrix();
        var sites = read.Groups?.Codes.ToArray();
        var scores = new List<ArmScore>();
        for (var draw = 0; draw < options.Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(options.Seed, "few-shot-site", (ulong)draw);
            int[] all = [.. Enumerable.Range(0, labels.Length)];
            var rows = sites is null ? all : Site(sites, labels, classes.Length, options.Shots, random);
            var episode = new EpisodeSampler(labels, null, rows, options.Seed + 1).Draw(draw, classes.Length, options.Shots, int.MaxValue);
            int[] queries = sites is null ? episode.Query : [.. all.Except(rows)];
            var z = Standardize(numbers, rows);
            (IFewShotMethod Method, string Name)[] arms =
            [
                (new NearestPrototype(), TableSystem), (new SimpleShot(Mean(z, rows)), "SimpleShot"), (new MatchingAttention(), "matching"),
                (new FineTunedHead(), "fine-tuned head"), (FewShotLearner.Logistic(), "logistic regression"),
                    (FewShotLearner.Nearest(), "nearest neighbour"),
            ];
            int[] own = [.. queries.Select(r => labels[r])];
            scores.AddRange(arms.Select(arm => FewShotScores.Of(arm.Name, (ulong)draw, own,
                arm.Method.Predict(z.SelectRows(episode.Support), episode.SupportLabels, classes.Length, z.SelectRows(queries)), classes)));
        }

        return (scores, TableSystem,
        [
            $"{numbers.Columns} columns of numbers without missing values, standardised by the rows "
                + $"{(sites is null ? "of the table" : "of the supports' site")}; {labels.Length} rows with a class of {options.Target}.",
            sites is null ? "Supports are drawn from all rows." : "Supports are of one site, queries of all others.",
        ]);
    }

    /// <summary>The rows of one site that has enough rows of every class, drawn at random.</summary>
    private static int[] Site(int[] sites, int[] labels, int classes, int shots, RandomStream random)
    {
        var fit = Enumerable.Range(0, labels.Length).GroupBy(r => sites[r]).OrderBy(g => g.Key)
            .Where(g => Enumerable.Range(0, classes).All(c => g.Count(r => labels[r] == c) >= shots)).ToArray();
        return fit.Length == 0 ? throw new InputException($"no site has {shots} rows of every class: ask for fewer with --shots")
            : [.. fit[random.NextInteger(fit.Length)]];
    }

    private static DenseMatrix Standardize(DenseMatrix numbers, int[] rows)
    {
        var result = new DenseMatrix(numbers.Rows, numbers.Columns);
        for (var j = 0; j < numbers.Columns; j++)
        {
            var column = j;
            var mean = rows.Average(r => numbers[r, column]);
            var deviation = Math.Sqrt(rows.Average(r => Math.Pow(numbers[r, column] - mean, 2)));
            for (var i = 0; i < numbers.Rows; i++)
            {
                // A column that is constant at this site says nothing there, and anything elsewhere.
                result[i, j] = deviation > 1e-12 ? (numbers[i, j] - mean) / deviation : 0;
            }
        }

        return result;
    }

    private static ImageDataset Sample(ImageDataset dataset, FewShotOptions options)
    {
        var random = new RandomStream(options.Seed, "few-shot-sample");
        var chosen = new List<int>();
        foreach (var own in Enumerable.Range(0, dataset.Count).GroupBy(i => dataset.Labels[i]).OrderBy(g => g.Key))
        {
            var rows = own.ToArray();
            random.Shuffle<int>(rows);
            chosen.AddRange(rows.Take(options.MaximumPerClass));
        }

        return dataset.Subset(chosen.Order());
    }

    private static (int[] Base, int[] Novel) Classes(IReadOnlyList<string> names, IReadOnlyList<string> asked)
    {
        if (asked.FirstOrDefault(a => !names.Contains(a)) is { } unknown)
        {
            throw new InputException($"--base-classes names '{unknown}'; the classes are {string.Join(", ", names)}");
        }

        int[] all = [.. Enumerable.Range(0, names.Count)];
        int[] chosen = asked.Count == 0 ? all[..(names.Count / 2)] : [.. all.Where(c => asked.Contains(names[c]))];
        int[] novel = [.. all.Except(chosen)];
        return chosen.Length >= 2 && novel.Length >= 2 ? (chosen, novel)
            : throw new InputException(
                $"found {chosen.Length} base and {novel.Length} novel classes; expected at least two of each: name others with "
                + $"--base-classes");
    }

    private static double[] Mean(DenseMatrix rows, int[] which)
    {
        var mean = new double[rows.Columns];
        foreach (var row in which)
        {
            TensorPrimitives.Add(mean, rows.Row(row), mean);
        }

        TensorPrimitives.Divide(mean, which.Length, mean);
        return mean;
    }

    private static IEnumerable<string> Spread(ArmComparison comparison)
    {
        double[] values = [.. comparison.Values(comparison.System, comparison.Metric).Order()];
        if (values.Length >= 2)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Over {values.Length} draws of supports {comparison.System} ranges from {values[0]:0.000} to {values[^1]:0.000}, the "
                + $"middle half from {values[values.Length / 4]:0.000} to {values[3 * values.Length / 4]:0.000}: one draw says little. "
                + $"Intervals are over draws of one data set and one trained embedding.");
        }
    }

    private static SystemTable Quantiles(ArmComparison comparison) => new(
        "Spread over draws of supports", "Balanced accuracy", ["method", "worst", "quarter", "half", "three quarters", "best"],
        [.. comparison.Arms.Select(arm =>
        {
            double[] v = [.. comparison.Values(arm, comparison.Metric).Order()];
            string At(double share) => v.Length == 0 ? "–" : v[(int)Math.Round(share * (v.Length - 1))]
                .ToString("0.000", CultureInfo.InvariantCulture);
            return (IReadOnlyList<string>)[arm, At(0), At(0.25), At(0.5), At(0.75), At(1)];
        })]);
}
