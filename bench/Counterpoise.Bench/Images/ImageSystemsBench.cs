using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Vision.Hyperspectral;
using Counterpoise.Vision.Mixtures;
using Counterpoise.Vision.Models;

namespace Counterpoise.Bench.Images;

/// <summary>
/// What a mixture costs beside the sum of its experts, and a training step of the selective scan beside a loop of operators.
/// </summary>
internal static class ImageSystemsBench
{
    private const int Rounds = 7, Images = 8, Side = 224;

    public static int Run(string[] args)
    {
        var isJson = args.Contains("--json");
        if (args.Except(["--json"]).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"images: there is no option '{unknown}'; known is --json");
        }

        var mixture = Mixture();
        var (ours, loop, ourMegabytes, loopMegabytes) = Scan();
        if (isJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                experts_seconds = mixture.Experts,
                mixture_seconds = mixture.Mixture,
                mixture_ratio = mixture.Mixture / mixture.Experts,
                scan_seconds = ours,
                loop_seconds = loop,
                scan_speedup = loop / ours,
                scan_megabytes = ourMegabytes,
                loop_megabytes = loopMegabytes,
            }));
            return 0;
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"mixture of three networks, {Images} images of {Side} pixels: experts {1000 * mixture.Experts:0.0} ms, mixture "
                    + $"{1000 * mixture.Mixture:0.0} ms, ratio {mixture.Mixture / mixture.Experts:0.000} (aim 1.05)"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"selective scan, training step of 2,304 tokens, 128 channels, 16 states: ours "
                + $"{1000 * ours:0} ms and {ourMegabytes:0} MB, loop of operators {1000 * loop:0} ms and {loopMegabytes:0} MB, "
                + $"{loop / ours:0.0} times as fast (aim 5)"));
        return 0;
    }

    private static (double Experts, double Mixture) Mixture()
    {
        string[] names = ["resnet-18", "efficientnet-b0", "mobilenet-v3-large"];
        var networks = names.Select(name =>
        {
            var card = new ModelCard { Architecture = name, ClassNames = ["a", "b", "c", "d"], ImageSize = Side };
            var classifier = ImageClassifier.Create(card, 1, new ImageClassifierOptions { EmbeddingLayer = EmbeddingLayer.Pooled });
            classifier.Network.eval();
            return classifier;
        }).ToArray();
        try
        {
            var random = new RandomStream(1, "bench");
            int[] labels = [.. Enumerable.Range(0, 160).Select(i => i % 4)];
            MixtureExpert[] experts =
                [.. networks.Select((network, k) => new MixtureExpert(names[k], Noise(160, network.Network.EmbeddingSize, random),
                    new LogisticRegression(new() { Ridge = 100, MaxIterations = 20, Tolerance = 1e-2 })))];
            using var mixture = SoftMixtureTraining.Fit(experts, labels, ["a", "b", "c", "d"],
                new([.. Enumerable.Range(0, 120)], [.. Enumerable.Range(120, 40)], []), new() { GateEpochs = 1, RefinementEpochs = 1 });
            var fitted = experts.Select(e => e.Classifier.Fit(e.Features, labels, 4, default, random)).ToArray();
            using var scope = torch.NewDisposeScope();
            using var guard = torch.no_grad();
            var images = torch.rand([Images, 3, Side, Side]).Contiguous(MemoryFormat.ChannelsLast);
            DenseMatrix[] Features() => [.. networks.Select(n => Matrix(n.Network.call(images).Embedding))];
            var (alone, mixed) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds + 2; round++)
            {
                var a = Time(() =>
                {
                    var features = Features();
                    foreach (var (classifier, own) in fitted.Zip(features))
                    {
                        classifier.PredictProbabilities(own);
                    }
                });
                var b = Time(() => mixture.Predict(Features()));
                if (round >= 2)
                {
                    alone.Add(a);
                    mixed.Add(b);
                }
            }

            return (Median(alone), Median(mixed));
        }
        finally
        {
            Array.ForEach(networks, n => n.Dispose());
        }
    }

    private static (double Ours, double Loop, double OurMegabytes, double LoopMegabytes) Scan()
    {
        var (ours, loop) = (new List<double>(), new List<double>());
        double ourMegabytes = 0, loopMegabytes = 0;
        for (var round = 0; round < 4; round++)
        {
            using var scope = torch.NewDisposeScope();
            var a = Step(t => SelectiveScan.Apply(t[0], t[1], t[2], t[3], t[4], t[5]), out ourMegabytes);
            var b = Step(Loop, out loopMegabytes);
            if (round > 0)
            {
                ours.Add(a);
                loop.Add(b);
            }
        }

        return (Median(ours), Median(loop), ourMegabytes, loopMegabytes);
    }

    /// <summary>A forward and a backward; the memory is what the process holds more once the forward is done.</summary>
    private static double Step(Func<Tensor[], Tensor> scan, out double megabytes)
    {
        using var scope = torch.NewDisposeScope();
        const int length = 2304, channels = 128, states = 16;
        Tensor[] inputs =
        [
            torch.randn([1, length, channels]), torch.rand([1, length, channels]) * 0.1, -(torch.rand([channels, states]) * 8) - 0.5,
            torch.randn([1, length, states]), torch.randn([1, length, states]), torch.ones([channels]),
        ];
        Tensor[] leaves = [.. inputs.Select(t => t.detach().requires_grad_(true))];
        var before = Environment.WorkingSet;
        var clock = Stopwatch.StartNew();
        var y = scan(leaves);
        megabytes = Math.Max(0, Environment.WorkingSet - before) / 1e6;
        y.sum().backward();
        return clock.Elapsed.TotalSeconds;
    }

    private static Tensor Loop(Tensor[] t)
    {
        var h = torch.zeros([t[0].size(0), t[0].size(2), t[2].size(1)]);
        var outputs = new List<Tensor>();
        for (var i = 0; i < t[0].size(1); i++)
        {
            var step = t[1].select(1, i).unsqueeze(2);
            h = ((step * t[2]).exp() * h) + (step * t[3].select(1, i).unsqueeze(1) * t[0].select(1, i).unsqueeze(2));
            outputs.Add((h * t[4].select(1, i).unsqueeze(1)).sum(2) + (t[5] * t[0].select(1, i)));
        }

        return torch.stack(outputs, 1);
    }

    private static DenseMatrix Noise(int rows, int columns, RandomStream random) =>
        new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())]);

    private static DenseMatrix Matrix(Tensor features)
    {
        using var scope = torch.NewDisposeScope();
        return new((int)features.size(0), (int)features.size(1), features.to_type(ScalarType.Float64).ToArray<double>());
    }

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
