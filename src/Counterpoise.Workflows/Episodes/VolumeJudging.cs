using System.Globalization;
using Counterpoise.Numerics;
using Counterpoise.Reports.Systems;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Episodes;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>
/// Tries few-shot judging on blocks of real heads with simulated distortions: an embedding is trained in episodes on grades of two
/// distortions of one head, and judges "not readable" under a mixture of four on other heads.
/// </summary>
public static class VolumeJudging
{
    /// <summary>Runs the trial.</summary>
    /// <param name="options">What and how.</param>
    /// <param name="events">Told of notes; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">A head is smaller than a block.</exception>
    public static FewShotResult Run(VolumeJudgingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        NiftiVolume[] heads = [.. options.Paths.Select(Read)];
        var graded = DistortedBlocks.Graded(heads[0], options.Blocks, options.Seed);
        var mixed = DistortedBlocks.Mixed(heads[1..], options.Blocks, options.Seed + 1);
        using var network = new BiparametricNetwork(DistortedBlocks.BValues, options.Width, 32).Initialize(options.Seed);
        var training = options.Training with { Seed = options.Seed, Shots = options.Shots };
        Train(network, graded, training, cancellationToken);
        var (own, center) = (Embed(network, mixed), Mean(Embed(network, graded)));
        var (raw, rawCenter) = (mixed.Raw(), Mean(graded.Raw()));
        (IFewShotMethod Method, DenseMatrix Features, string Name)[] arms =
        [
            (new NearestPrototype(training.Distance, training.Scale), own, FewShotEvaluating.System),
            (new SimpleShot(center), own, "SimpleShot, episodic embedding"),
            (new FineTunedHead(), own, "fine-tuned head, episodic embedding"),
            (new SimpleShot(rawCenter), raw, "SimpleShot, voxels"),
            (FewShotLearner.Logistic(), raw, "logistic regression, voxels"),
            (FewShotLearner.Nearest(), raw, "nearest neighbour, voxels"),
        ];
        string[] names = ["readable", "not readable"];
        var sampler = new EpisodeSampler(mixed.Labels, null, null, options.Seed + 2);
        var scores = new List<ArmScore>();
        var (found, all) = (new int[4], new int[4]);
        for (var draw = 0; draw < options.Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var episode = sampler.Draw(draw, 2, options.Shots, int.MaxValue);
            foreach (var (method, features, name) in arms)
            {
                var p = method.Predict(features.SelectRows(episode.Support), episode.SupportLabels, 2, features.SelectRows(episode.Query));
                scores.Add(FewShotScores.Of(name, (ulong)draw, episode.QueryLabels, p, names));
                if (name == FewShotEvaluating.System)
                {
                    Count(episode, mixed, p, found, all);
                }
            }
        }

        events.Note($"{mixed.Count} blocks of {heads.Length - 1} heads judged, {mixed.Labels.Count(l => l == 1)} of them not readable");
        var sensitivity = Enum.GetValues<VolumeDistortion>().Select(k => all[(int)k] == 0 ? $"{k} none"
            : string.Create(CultureInfo.InvariantCulture, $"{k} {found[(int)k] / (double)all[(int)k]:0.00}"));
        var comparison = new ArmComparison { Scores = scores, System = FewShotEvaluating.System, Metric = "balanced_accuracy" };
        return new(comparison, comparison.Verdict(),
        [
            $"Simulated distortions on blocks of {heads.Length} real heads: trained on {Path.GetFileName(options.Paths[0])}, judged on "
                + $"{string.Join(", ", options.Paths.Skip(1).Select(Path.GetFileName))}; the diffusion pictures are simulated from "
                + $"anatomy.",
            $"Sensitivity of the system by the strongest distortion: {string.Join(", ", sensitivity)}. Only warp and ghosting were in the "
                + $"training.",
        ]);
    }

    /// <summary>Writes the report of a trial.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="path">The file.</param>
    /// <param name="commandLine">The command that began it.</param>
    public static void Write(FewShotResult result, string path, string commandLine)
    {
        ArgumentNullException.ThrowIfNull(result);
        SystemReport.Write(new()
        {
            Title = "A few supports of a class: simulated distortions of real heads",
            Verdict = result.Verdict,
            Sentences = result.Notes,
            Tables = [result.Comparison.Table("Methods on the same draws")],
            CommandLine = commandLine,
            Created = DateOnly.FromDateTime(DateTime.Today),
        }, path);
    }

    private static NiftiVolume Read(string path)
    {
        var head = NiftiFile.Read(path);
        return head.Shape.Count >= 3 && head.Shape[0] > 2 * DistortedBlocks.Side && head.Shape[1] > 2 * DistortedBlocks.Side
            && head.Shape[2] > 2 * DistortedBlocks.Depth ? head
            : throw new InputException(
                $"{path} is {string.Join("×", head.Shape)}; expected more than "
                + $"{2 * DistortedBlocks.Side}×{2 * DistortedBlocks.Side}×{2 * DistortedBlocks.Depth} voxels");
    }

    private static void Train(BiparametricNetwork network, DistortedBlocks blocks, EpisodicTrainingOptions options,
        CancellationToken cancellationToken)
    {
        network.train();
        EpisodicTraining.Run([.. network.parameters()], new EpisodeSampler(blocks.Labels, null, null, options.Seed), rows =>
        {
            var (anatomy, diffusion, conditions) = Tensors(blocks, [.. rows.ToArray<long>().Select(r => (int)r)]);
            var (embedding, told) = network.call(anatomy, diffusion, conditions);
            return (embedding, torch.nn.functional.cross_entropy(told, conditions));
        }, options, cancellationToken);
        network.eval();
    }

    private static DenseMatrix Embed(BiparametricNetwork network, DistortedBlocks blocks)
    {
        using var guard = torch.no_grad();
        var rows = new List<double>();
        foreach (var chunk in Enumerable.Range(0, blocks.Count).Chunk(32))
        {
            using var scope = torch.NewDisposeScope();
            var (anatomy, diffusion, conditions) = Tensors(blocks, chunk);
            rows.AddRange(network.call(anatomy, diffusion, conditions).Embedding.to_type(ScalarType.Float64).ToArray<double>());
        }

        return new(blocks.Count, network.EmbeddingCount, [.. rows]);
    }

    private static (Tensor Anatomy, Tensor Diffusion, Tensor Conditions) Tensors(DistortedBlocks blocks, int[] rows)
    {
        var (anatomy, diffusion, conditions) = blocks.Select(rows);
        long[] shape = [rows.Length, 1, DistortedBlocks.Depth, DistortedBlocks.Side, DistortedBlocks.Side];
        return (Tensor.FromArray(anatomy, shape), Tensor.FromArray(diffusion, shape), Tensor.FromArray(conditions));
    }

    private static double[] Mean(DenseMatrix rows) => [.. Enumerable.Range(0, rows.Columns).Select(j => rows.Column(j).Average())];

    private static void Count(Episode episode, DistortedBlocks blocks, double[] p, int[] found, int[] all)
    {
        for (var i = 0; i < episode.Query.Length; i++)
        {
            if (episode.QueryLabels[i] == 1)
            {
                var cause = blocks.Causes[episode.Query[i]];
                all[cause]++;
                found[cause] += p[(2 * i) + 1] >= 0.5 ? 1 : 0;
            }
        }
    }
}
