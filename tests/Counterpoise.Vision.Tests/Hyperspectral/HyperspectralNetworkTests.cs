using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Hyperspectral;

namespace Counterpoise.Vision.Tests.Hyperspectral;

public sealed class HyperspectralNetworkTests
{
    private static readonly JsonElement Root = OracleJson.Read("prototypes_and_scan.json");

    [Fact]
    public void The_hybrid_loss_its_parts_and_its_gradient_equal_the_committed_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var logits = Tensor.FromArray(new[] { 2, 0, 1, -1, 0, 1, .5, 2, -1, .5, 0, 0 }, 1, 3, 2, 2).requires_grad_(true);
        var target = Tensor.FromArray(new long[] { 0, 1, 0, 1 }, 1, 2, 2);
        double[] weights = HybridLoss.ClassWeights([900, 90, 10]);
        Near([.. Root.GetProperty("weights").EnumerateArray().Select(v => v.GetDouble())], weights);
        var w = Tensor.FromArray(weights);
        Assert.Equal(Root.GetProperty("ce").GetDouble(), HybridLoss.CrossEntropy(logits, target, w).ToDouble(), 1e-12);
        Near([.. Root.GetProperty("dice").EnumerateArray().Select(v => v.GetDouble())],
            HybridLoss.DiceLosses(logits, target).ToArray<double>());
        var loss = HybridLoss.Compute(logits, target, w, paper: true);
        Assert.Equal(Root.GetProperty("hybrid").GetDouble(), loss.ToDouble(), 1e-12);
        loss.backward();
        Near([.. Walk(Root.GetProperty("hybrid_grad"))], logits.grad!.ToArray<double>());
        Assert.True(HybridLoss.Compute(logits, target, w).ToDouble() < loss.ToDouble());
    }

    [Fact]
    public void Pixels_without_a_class_are_not_seen_and_absent_classes_weigh_nothing()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(0, HybridLoss.ClassWeights([3, 0])[1]);
        var logits = torch.randn([1, 2, 1, 2], dtype: ScalarType.Float64, generator: new torch.Generator(1));
        var one = HybridLoss.Compute(logits, Tensor.FromArray(new long[] { 1, HybridLoss.Ignored }, 1, 1, 2),
            Tensor.FromArray(new[] { 1.0, 1 }));
        var alone = HybridLoss.Compute(logits.narrow(3, 0, 1), Tensor.FromArray(new long[] { 1 }, 1, 1, 1),
            Tensor.FromArray(new[] { 1.0, 1 }));
        Assert.Equal(alone.ToDouble(), one.ToDouble(), 1e-12);
        Assert.Throws<ArgumentException>(() => { HybridLoss.Compute(logits,
            torch.full(1, 1, 2, HybridLoss.Ignored, dtype: ScalarType.Int64), Tensor.FromArray(new[] { 1.0, 1 })); });
    }

    [Fact]
    public void Heads_have_the_parameters_that_are_compared_and_begin_as_the_classical_network()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        long Count(GlobalHead head)
        {
            using var network = new HyperspectralNetwork(new() { Head = head, States = 2 });
            return network.HeadParameterCount;
        }

        Assert.Equal(419, Count(GlobalHead.Quantum));
        Assert.Equal(431, Count(GlobalHead.Tanh));
        Assert.Equal(0, Count(GlobalHead.None));
        using var plain = new HyperspectralNetwork(new() { Bands = 3, Classes = 4, Width = 4, States = 2, Head = GlobalHead.None })
            .Initialize(5);
        using var quantum = new HyperspectralNetwork(plain.Options with { Head = GlobalHead.Quantum }).Initialize(5);
        plain.Eval();
        quantum.Eval();
        var picture = torch.randn([2, 3, 5, 7], generator: new torch.Generator(2));
        Assert.Equal(plain.Forward(picture).ToArray<float>(), quantum.Forward(picture).ToArray<float>());
        Assert.Equal([2L, 4, 5, 7], quantum.Forward(picture).Shape);
        Assert.Throws<ArgumentException>(() => { quantum.Forward(torch.full(1, 3, 4, 4, double.NaN)); });
        Assert.Throws<ArgumentException>(() => { quantum.Forward(torch.zeros(1, 2, 4, 4)); });
    }

    [Fact]
    public void In_the_first_step_the_scale_of_the_head_gets_a_gradient_and_the_circuit_none()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new HyperspectralNetwork(new() { Bands = 2, Classes = 3, Width = 4, States = 2 }).Initialize(1);
        network.Forward(torch.randn([2, 2, 4, 4], generator: new torch.Generator(3))).square().sum().backward();
        var gradients = network.NamedParameters().ToDictionary(p => p.Key, p => p.Value.grad!.abs().sum().ToDouble());
        Assert.All(gradients, g => Assert.True(double.IsFinite(g.Value), g.Key));
        Assert.NotEqual(0, gradients["alpha"]);
        Assert.Equal(0, gradients["global.2.weights"]);
        Assert.NotEqual(0, gradients["forward_scan.A_log"]);
        Assert.Equal([true, true, false], new[] { "x.A_log", "forward_scan.D",
            "forward_scan.dt_proj.weight" }.Select(MambaBlock.IsWithoutDecay));
    }

    [Fact]
    public void Step_sizes_begin_in_their_range()
    {
        using var scope = torch.NewDisposeScope();
        using var block = new MambaBlock(32).Initialize(4);
        var steps = block.NamedParameters().Single(p => p.Key == "dt_proj.bias").Value.detach().softplus().ToArray<float>();
        Assert.All(steps, s => Assert.InRange(s, 0.00099, 0.1001));
        Assert.True(steps.Max() > 10 * steps.Min());
    }

    [Fact]
    public void A_network_learns_generated_fields_and_predicts_every_labelled_pixel()
    {
        var patches = GeneratedPatches.Create(12, bands: 6, side: 8, classes: 3, noise: 0.05, seed: 2);
        Assert.True(patches.IsSynthetic);
        Assert.Equal(patches.Values, GeneratedPatches.Create(12, 6, 8, 3, 0.05, 2).Values);
        int[] train = [.. Enumerable.Range(0, 8)];
        var ready = patches.StandardizeBands(train);
        using var network = PixelTraining.Fit(ready, train, [8, 9], new() { Width = 8, States = 4 },
            new() { Epochs = 40, BatchSize = 4, LearningRate = 0.01, DoublePrecision = true });
        var (labels, probabilities) = PixelTraining.Predict(network, ready, [10, 11]);
        Assert.Equal(2 * 64, labels.Length);
        var right = labels.Where((l, i) => Enumerable.Range(0, 3).MaxBy(c => probabilities[(3 * i) + c]) == l)
            .Count() / (double)labels.Length;
        // Guessing is right in a third.
        Assert.True(right > 0.6, $"{right:p0} of the pixels are right");
        Assert.Equal(64, PixelTraining.Map(network, ready, 10).Length);
    }

    [Fact]
    public void Bands_are_standardised_by_training_patches_and_constant_ones_stay_finite()
    {
        var patches = new PixelPatches([1, 3, 5, 5, 9, 9, 5, 5], [0, 1, HybridLoss.Ignored, 0], 2, 1, 2, ["a", "b"], false);
        Assert.Equal([-1f, 1, 0, 0, 7, 7, 0, 0], patches.StandardizeBands([0]).Values);
        Assert.Equal([-1f, 1, 0, 0, 0, 0, 0, 0], patches.StandardizePatches().Values);
        Assert.Equal([2, 1], patches.CountClasses([0, 1]));
    }

    [Fact]
    public void Folders_in_the_published_layout_are_read_and_their_faults_are_placed()
    {
        using var scope = torch.NewDisposeScope();
        using var folder = new Counterpoise.Tests.TemporaryFolder();
        var at = Path.Combine(Path.GetDirectoryName(Path.Combine(folder.Path, "x"))!, "Train", "Training");
        Directory.CreateDirectory(Path.Combine(at, "rs"));
        Directory.CreateDirectory(Path.Combine(at, "gt"));
        var root = Path.GetDirectoryName(Path.GetDirectoryName(at))!;
        Assert.Throws<InvalidDataException>(() => PatchFolder.Read(root, "Training", 3));
        NpyFile.Save(Path.Combine(at, "rs", "a.npy"), torch.arange(24, dtype: ScalarType.Float32).reshape(2, 3, 4));
        Assert.Contains("labels are missing", Assert.Throws<InvalidDataException>(() => PatchFolder.Read(root, "Training", 3)).Message,
            StringComparison.Ordinal);
        NpyFile.Save(Path.Combine(at, "gt", "a.npy"), Tensor.FromArray(new long[] { 0, 1, 2, 2, 1, 0 }, 2, 3));
        var patches = PatchFolder.Read(root, "Training", 3, ignored: 2);
        Assert.Equal((4, 2, 3, 1), (patches.Bands, patches.Height, patches.Width, patches.Count));
        Assert.Equal([0L, 1, -1, -1, 1, 0], patches.Labels);
        Assert.Equal(4f, patches.Values[1]);
        Assert.Contains("pixel 2 has class 2", Assert.Throws<InvalidDataException>(() => PatchFolder.Read(root, "Training", 2)).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<double> Walk(JsonElement e) => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray().SelectMany(Walk)
        : [e.GetDouble()];

    private static void Near(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_network_that_was_kept_predicts_the_same_to_the_bit(bool isDouble)
    {
        using var folder = new TemporaryFolder();
        var patches = GeneratedPatches.Create(12, bands: 4, side: 4, classes: 3, noise: 0.1, seed: 2);
        int[] train = [.. Enumerable.Range(0, 8)];
        var scaling = BandScaling.Of(patches, train);
        Assert.Equal(patches.StandardizeBands(train).Values, scaling.Apply(patches).Values);
        using var network = PixelTraining.Fit(scaling.Apply(patches), train, [8, 9], new HyperspectralOptions { Width = 4, States = 2 },
            new PixelTrainingOptions { Epochs = 1, DoublePrecision = isDouble });
        var file = Path.Combine(folder.Path, "pixels.safetensors");
        var model = new HyperspectralModel(network, scaling, patches.ClassNames, ["a", "b"], "counterpoise hyperspectral");
        model.Save(file);
        using var kept = HyperspectralModel.Load(file);
        Assert.Equal(model.Predict(patches), kept.Predict(patches));
        Assert.Equal(model.ClassNames, kept.ClassNames);
        Assert.Equal(model.Columns, kept.Columns);
        Assert.True(HyperspectralModel.Is(file));
        File.WriteAllText(file, File.ReadAllText(file, System.Text.Encoding.Latin1).Replace("pixels-1", "pixels-9",
            StringComparison.Ordinal), System.Text.Encoding.Latin1);
        Assert.True(HyperspectralModel.Is(file));
        Assert.Contains("hyperspectral-pixels-9", Assert.Throws<WeightFileException>(() => { HyperspectralModel.Load(file); }).Message,
            StringComparison.Ordinal);
    }
}
