using Counterpoise.Deploy.CExport;
using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;
using Counterpoise.Deploy.TfLite;
using Counterpoise.Options;
using Counterpoise.Tests;

namespace Counterpoise.Deploy.Tests.CExport;

/// <summary>Exported C compiles without a warning and gives the engine's bytes.</summary>
public sealed class CExportTests
{
    private const int Vectors = 1000;

    public static TheoryData<string, RoundingMode> Cases => new()
    {
        { "convolution", RoundingMode.Single }, { "convolution", RoundingMode.Double }, { "convolution", RoundingMode.DoubleTiesUp },
        { "depthwise", RoundingMode.Single }, { "dense", RoundingMode.Single }, { "dense", RoundingMode.Double },
        { "addition", RoundingMode.Single }, { "addition", RoundingMode.DoubleTiesUp }, { "average", RoundingMode.Single },
        { "max", RoundingMode.Single }, { "softmax", RoundingMode.Single },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachOperatorGivesTheSameBytesOnAThousandVectors(string kind, RoundingMode mode)
    {
        var network = Small(kind, mode);
        var random = new Random(7);
        sbyte[][] inputs = [.. Enumerable.Range(0, Vectors).Select(i => Vector(random, network.Tensors[network.Input].Length, i))];
        var (status, output) = CCompiler.Check(CExporter.Export(network, new CExportOptions { Name = "one", GoldenInputs = inputs }),
            "one");
        Assert.True(status == 0, output);
        Assert.Contains($"0 of {Vectors * network.Tensors[network.Output].Length} codes differ", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ACortexM4GivesTheSameBytes(string kind, RoundingMode mode)
    {
        var network = Small(kind, mode);
        var random = new Random(8);
        sbyte[][] inputs = [.. Enumerable.Range(0, 100).Select(i => Vector(random, network.Tensors[network.Input].Length, i))];
        var (status, output, flash) = CortexM.Check(CExporter.Export(network, new CExportOptions { Name = "one", GoldenInputs = inputs }),
            "one");
        Assert.True(status == 0, output);
        Assert.Contains($"0 of {100 * network.Tensors[network.Output].Length} codes differ", output, StringComparison.Ordinal);
        // Its constants, and code that is no more than a few thousand bytes.
        Assert.InRange(flash, DeviceCost.Compute(network).ConstantBytes, DeviceCost.Compute(network).ConstantBytes + 4096);
    }

    [Fact]
    public void ACortexM4RunsAWholeReferenceNetwork()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "data", "tflite-reference", "keyword-spotting/kws_ref_model.tflite");
        Assert.SkipUnless(File.Exists(file), "needs ../shared/data/tflite-reference");
        var network = TfLiteFile.ReadInt8(file);
        var random = new Random(3);
        sbyte[][] inputs = [.. Enumerable.Range(0, 5).Select(i => Vector(random, network.Tensors[network.Input].Length, i))];
        var (status, output, flash) = CortexM.Check(CExporter.Export(network, new CExportOptions { Name = "net", GoldenInputs = inputs }),
            "net");
        Assert.True(status == 0, output);
        Assert.InRange(flash, DeviceCost.Compute(network).ConstantBytes, DeviceCost.Compute(network).ConstantBytes + 8192);
    }

    [Theory]
    [InlineData("image-classification/pretrainedResnet_quant.tflite")]
    [InlineData("keyword-spotting/kws_ref_model.tflite")]
    public void AWholeReferenceNetworkGivesTheSameBytes(string path)
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "data", "tflite-reference", path);
        Assert.SkipUnless(File.Exists(file), "needs ../shared/data/tflite-reference");
        var network = TfLiteFile.ReadInt8(file);
        var random = new Random(3);
        sbyte[][] inputs = [.. Enumerable.Range(0, 5).Select(i => Vector(random, network.Tensors[network.Input].Length, i))];
        var (status, output) = CCompiler.Check(CExporter.Export(network, new CExportOptions { Name = "net", GoldenInputs = inputs }),
            "net");
        Assert.True(status == 0, output);
    }

    [Fact]
    public void MemoryIsSharedByTensorsThatAreNeverNeededTogether()
    {
        var q = new AffineQuantization(.1, 0);
        IntegerTensor[] tensors = [.. new[] { 100, 50, 80, 10 }.Select((c, i) => new IntegerTensor($"t{i}", 1, 1, c, q))];
        IntegerDense Layer(int from, int to) => new(from, to, new sbyte[tensors[from].Length * tensors[to].Length],
            new int[tensors[to].Length],
            new Requantization([FixedPointMultiplier.From(.5)], 0));
        var network = new IntegerNetwork(tensors, [Layer(0, 1), Layer(1, 2), Layer(2, 3)], 0, 3);
        var plan = ArenaPlan.Compute(network);
        // 100 + 50 live together, then 50 + 80, then 80 + 10.
        Assert.Equal(150, plan.Size);
        var source = CExporter.Export(network).Files["model.h"];
        Assert.Contains("#define MODEL_ARENA_BYTES 150", source, StringComparison.Ordinal);
        Assert.Equal(DeviceCost.Compute(network).ArenaBytes, plan.Size);
    }

    [Fact]
    public void NoTwoTensorsThatLiveTogetherOverlap()
    {
        var file = Path.Combine(Repository.Root, "..", "shared", "data", "tflite-reference", "image-classification",
            "pretrainedResnet_quant.tflite");
        Assert.SkipUnless(File.Exists(file), "needs ../shared/data/tflite-reference");
        var network = TfLiteFile.ReadInt8(file);
        var plan = ArenaPlan.Compute(network);
        for (var layer = 0; layer < network.Layers.Count; layer++)
        {
            int[] live = [.. Enumerable.Range(0, network.Tensors.Count)
                .Where(t => Written(network, t) <= layer && Read(network, t) >= layer)];
            foreach (var a in live)
            {
                foreach (var b in live.Where(b => b != a && plan.Offsets[a] != plan.Offsets[b]))
                    Assert.True(plan.Offsets[a] + network.Tensors[a].Length <= plan.Offsets[b]
                        || plan.Offsets[b] + network.Tensors[b].Length <= plan.Offsets[a]);
            }
        }

        // Three blocks of 32×32×16 live at once: the sum's two sides and what is computed from one of them.
        Assert.Equal(3 * 32 * 32 * 16, plan.Size);
    }

    [Theory]
    [InlineData("Model")]
    [InlineData("1net")]
    [InlineData("a b; int main")]
    public void ANameThatIsNoIdentifierIsRefused(string name) =>
        Assert.Throws<InvalidOptionsException>(() => CExporter.Export(Small("dense", RoundingMode.Single),
            new CExportOptions { Name = name }));

    private static int Written(IntegerNetwork network, int tensor) => tensor == network.Input ? -1
        : network.Layers.ToList().FindIndex(l => l.Output == tensor);

    private static int Read(IntegerNetwork network, int tensor) => tensor == network.Output ? network.Layers.Count
        : network.Layers.ToList().FindLastIndex(l => l.Inputs.Contains(tensor));

    // The first vectors are the extremes, where sums are greatest.
    private static sbyte[] Vector(Random random, int length, int place) => [.. Enumerable.Range(0, length).Select(i => place switch
    {
        0 => (sbyte)-128,
        1 => (sbyte)127,
        2 => (sbyte)(i % 2 == 0 ? -128 : 127),
        _ => (sbyte)random.Next(-128, 128),
    })];

    private static IntegerNetwork Small(string kind, RoundingMode mode)
    {
        var random = new Random(11);
        var (x, y) = (new AffineQuantization(.02, -7), new AffineQuantization(.05, 12));
        IntegerTensor T(int h, int w, int c, AffineQuantization q) => new("t", h, w, c, q);
        sbyte[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))];
        int[] Bias(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-3000, 3000))];
        Requantization Each(int count) => Requantization.From(x,
            [.. Enumerable.Range(0, count).Select(_ => .001 + (.02 * random.NextDouble()))], y, IntegerActivation.Relu6, mode);
        return kind switch
        {
            "convolution" => new([T(6, 5, 3, x), T(3, 3, 4, y)],
                [new IntegerConvolution(0, 1, new Window(3, 3, 2, 2, 1, 1), Weights(108), Bias(4), Each(4))], 0, 1),
            "depthwise" => new([T(6, 5, 3, x), T(6, 5, 6, y)],
                [new IntegerDepthwise(0, 1, new Window(3, 3, 1, 1, 1, 1), Weights(54), Bias(6), Each(6))], 0, 1),
            "dense" => new([T(1, 1, 20, x), T(1, 1, 7, y)],
                [new IntegerDense(0, 1, Weights(140), Bias(7), Requantization.From(x, [.004], y, mode: mode))], 0, 1),
            "addition" => Sum(mode),
            "average" => new([T(5, 5, 3, x), T(3, 3, 3, x)], [new IntegerAveragePool(0, 1, new Window(3, 3, 2, 2, 1, 1))], 0, 1),
            "max" => new([T(5, 5, 3, x), T(3, 3, 3, x)], [new IntegerMaxPool(0, 1, new Window(3, 3, 2, 2, 1, 1))], 0, 1),
            _ => new([T(1, 1, 10, x), T(1, 1, 10, AffineQuantization.Probabilities)], [IntegerSoftmax.From(0, 1, .09)], 0, 1),
        };
    }

    private static IntegerNetwork Sum(RoundingMode mode)
    {
        var (x, half, y) = (new AffineQuantization(.02, -7), new AffineQuantization(.011, 30), new AffineQuantization(.027, 4));
        IntegerTensor[] tensors = [new("x", 2, 2, 4, x), new("halved", 2, 2, 4, half), new("y", 2, 2, 4, y)];
        var random = new Random(2);
        sbyte[] weights = [.. Enumerable.Range(0, 16).Select(_ => (sbyte)random.Next(-127, 128))];
        return new(tensors, [new IntegerConvolution(0, 1, new Window(1, 1), weights, new int[4],
            Requantization.From(x, [.004], half, mode: mode)),
            IntegerAddition.From(0, 1, 2, tensors, IntegerActivation.Relu, mode)], 0, 2);
    }
}
