using Counterpoise.Comparisons;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Mixing;

namespace Counterpoise.Vision.Tests.Experiments;

public sealed class MixedTrainingTests
{
    private static readonly int[][] s_batches = [[0, 3, 8, 1], [9, 2, 4, 5], [7, 6, 0, 11]];
    private static readonly ImageMixing s_both = new() { MixupAlpha = 0.4, CutMixAlpha = 1 };

    [Fact]
    public void A_mixed_batch_is_the_same_on_any_number_of_threads_and_after_a_resume()
    {
        var whole = Read(s_batches, threads: 1, views: 1, s_both);
        RequireSame(whole, Read(s_batches, threads: 3, views: 1, s_both));
        RequireSame(whole[1..], Read(s_batches[1..], threads: 2, views: 1, s_both));
        Assert.NotEqual(whole[0].Pixels, Read(s_batches, threads: 1, views: 1, null)[0].Pixels);
        Assert.NotEqual(whole[0].Pixels, Read(s_batches, threads: 1, views: 1, s_both, epoch: 1)[0].Pixels);
        Assert.All(whole, batch => Assert.InRange(batch.Share, 0, 1));
        Assert.Equal(3, whole.Select(batch => batch.Share).Distinct().Count());
    }

    [Fact]
    public void With_both_kinds_batches_go_through_either()
    {
        var shares = Enumerable.Range(0, 12).SelectMany(epoch => Read(s_batches, threads: 1, views: 1, s_both, epoch)
            .Select(batch => batch.Share)).ToArray();

        // The share of CutMix is a rectangle's pixels out of 24 × 24; that of mixup is any number.
        var cut = shares.Count(share => Math.Abs((share * 576) - Math.Round(share * 576)) < 1e-9);
        Assert.InRange(cut, 8, 28);
    }

    [Fact]
    public void Contrasted_views_are_not_mixed_and_the_class_term_has_one_of_its_own()
    {
        var plain = Read(s_batches, threads: 1, views: 3, null)[0];
        var mixed = Read(s_batches, threads: 1, views: 2, s_both, contrasts: true)[0];
        var view = plain.Pixels.Length / 3;
        Assert.Equal(2, mixed.Contrasted);
        Assert.Equal(plain.Pixels[view..], mixed.Pixels[view..]);
        Assert.NotEqual(plain.Pixels[..view], mixed.Pixels[..view]);
    }

    [Theory]
    [InlineData("ce", 0.4, null)]
    [InlineData("acl", 0.4, 1.0)]
    public void A_mixed_run_that_was_interrupted_ends_with_the_weights_of_one_left_alone(string method, double? mixup, double? cutmix)
    {
        using var folder = new TemporaryFolder();
        var options = new ImageExperimentOptions
        {
            Architecture = "mobilenet-v3-small",
            WidthMultiplier = 0.25,
            ImageSize = 32,
            BatchNormMomentum = 0.1,
            Mixing = new() { MixupAlpha = mixup, CutMixAlpha = cutmix },
            Training = new TrainerOptions { Epochs = 2, WarmUpEpochs = 0, BatchSize = 4, LearningRate = 1e-3, CheckpointSteps = 1 },
        };
        var alone = Train("alone", int.MaxValue);
        Assert.Throws<OperationCanceledException>(() => Train("broken", 2));
        Assert.Equal(alone, Train("broken", int.MaxValue));
        Assert.NotEqual(alone, Train("plain", int.MaxValue, plain: true));

        byte[] Train(string name, int steps, bool plain = false)
        {
            var splits = new ImageSplits(Synthetic.Dataset([10, 6], 20, 20), [.. Enumerable.Range(0, 7), .. Enumerable.Range(10, 4)],
                [7, 14], [8, 9, 15], []);
            using var cancellation = new CancellationTokenSource();
            var done = 0;
            var run = RunFolder.Open(Path.Combine(folder.Path, name), new Dictionary<string, string>(), new ComparisonEnvironment(),
                new Dictionary<string, string>(), resume: true);
            var progress = new Steps(p =>
            {
                if (p.Batch > 0 && ++done >= steps)
                {
                    cancellation.Cancel();
                }
            });
            using var classifier = ImageExperiment.Run(splits, Method.Named(method), plain ? options with { Mixing = null } : options, 1,
                "own", run, progress, cancellationToken: cancellation.Token).Classifier;
            return File.ReadAllBytes(run.BestCheckpoint);
        }
    }

    [Fact]
    public void Faults_of_the_options_are_told()
    {
        Assert.Contains("both null", Assert.Throws<InvalidOptionsException>(() => new ImageMixing().Validate()).Message);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() =>
            new ImageExperimentOptions { Mixing = new() { MixupAlpha = 0, CutMixAlpha = -1 } }.Validate()).Faults.Count);
    }

    private static List<(float[] Pixels, int Contrasted, double Share, string Labels)> Read(int[][] batches, int threads, int views,
        ImageMixing? mixing, int epoch = 0, bool contrasts = false)
    {
        var loading = new ImageLoaderOptions { Seed = 6, Threads = threads };
        var source = new ImageBatchSource(Synthetic.Dataset([8, 4], 30, 30), new AugmentationPipeline(AugmentationOptions.Light(24)),
            loading, mixing, contrasts);
        var read = new List<(float[], int, double, string)>();
        foreach (var batch in source.Read(batches, epoch, views, CancellationToken.None))
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                read.Add((Tensor.Concatenate(batch.Views).Contiguous().Reshape(-1).ToArray<float>(), batch.ContrastedViews,
                    batch.PartnerShare, Labels(batch)));
            }
        }

        return read;
    }

    private static void RequireSame(List<(float[] Pixels, int Contrasted, double Share, string Labels)> expected,
        List<(float[] Pixels, int Contrasted, double Share, string Labels)> actual)
    {
        Assert.Equal(expected.Select(b => (b.Contrasted, b.Share, b.Labels)), actual.Select(b => (b.Contrasted, b.Share, b.Labels)));
        Assert.Equal(expected.Select(b => b.Pixels), actual.Select(b => b.Pixels));
    }

    private static string Labels(TrainingBatch batch) =>
        $"{string.Join(',', batch.Labels.ToArray<long>())} / {string.Join(',', batch.PartnerLabels?.ToArray<long>() ?? [])}";

    private sealed class Steps(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
