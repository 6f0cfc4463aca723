using Counterpoise.Numerics;
using Counterpoise.Randomness;
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

/// <summary>
/// Classes of images from a few supports, on features of a frozen network and an embedding that is trained on base classes.
/// </summary>
internal static class FewShotImages
{
    /// <summary>Trains the embedding on base classes, and judges every draw of supports of the novel ones.</summary>
    public static FewShotDraws Judge(FewShotOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (options.Target is not null)
        {
            throw new InputException($"'{options.Data.Path}' holds images, and a column of a table's classes is named: leave --target out");
        }

        var source = FeatureNetworks.Parse(options.Network, "--network");
        var data = new ImageData(options.Data, events);
        var dataset = Sample(data.Find(), options);
        var (baseClasses, novel) = Classes(dataset.ClassNames, options.BaseClasses);
        var features = FeatureModelFile.Features(dataset, source, FeatureNetworks.NameOf(options.Network), events, cancellationToken);
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
            (new NearestPrototype(training.Distance, training.Scale), embedded, FewShotEvaluating.System),
            (new SimpleShot(FewShotFeatures.Mean(embedded, baseRows)), embedded, "SimpleShot, episodic embedding"),
            (new SimpleShot(FewShotFeatures.Mean(features, baseRows)), features, "SimpleShot"),
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

        return new FewShotDraws(scores, FewShotEvaluating.System,
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
        using var model = new FeatureModel(FittedMixture.OfOne(FeatureNetworks.NameOf(options.Network), expert, features.Columns),
            [FeatureModelFile.Describe(options.Network, source, features.Columns)], dataset.ClassNames, dataset.CountClasses(),
            "prototypes", options.Seed, ProgramVersion.Text, options.CommandLine);
        model.Save(file, FeatureModelFile.Codecs);
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
}
