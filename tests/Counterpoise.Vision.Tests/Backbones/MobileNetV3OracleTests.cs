using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>MobileNetV3 against torchvision 0.14: oracles/mobilenet.py.</summary>
public sealed class MobileNetV3OracleTests
{
    private static readonly JsonElement Root = OracleJson.Read("mobilenet.json");

    [Theory]
    [InlineData("large")]
    [InlineData("small")]
    [InlineData("largeHalf")]
    [InlineData("smallHalf")]
    public void Keys_and_shapes_are_torchvisions_in_its_order(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Make(name, 1000);
        model.LoadStateDict(Formula.State(Shapes(name, 1000)));
        var expected = Root.GetProperty("keys").GetProperty(name);
        Assert.Equal(expected.GetProperty("state").EnumerateObject().Select(k => k.Name), model.StateDict().Keys);
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), model.ParameterCount);
    }

    [Theory]
    [InlineData("large float64")]
    [InlineData("small float64")]
    [InlineData("largeHalf float64")]
    [InlineData("smallHalf float64")]
    [InlineData("large float32 224")]
    [InlineData("large float32")]
    [InlineData("small float32")]
    public void Logits_loss_gradients_and_statistics_equal_torchvisions(string run) => Compare(run, MemoryFormat.Contiguous, single: 1e-6);

    [Theory]
    [InlineData("large float64")]
    [InlineData("small float64")]
    [InlineData("large float32")]
    [InlineData("small float32")]
    public void Channels_last_gives_the_same(string run) => Compare(run, MemoryFormat.ChannelsLast, single: 1e-5);

    [Fact]
    public void Single_precision_on_one_thread_equals_torchvision_to_a_millionth()
    {
        Assert.SkipWhen(IsAsTheScript, "the other tests of this class have just shown it");
        Assert.SkipUnless(IsVectorAsTheScripts, "the oracle was made with another vector width");
        var run = ProgramRun.Of(
            Environment.ProcessPath!,
            ["-noColor", "-class", typeof(MobileNetV3OracleTests).FullName!],
            environment: new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" });
        Assert.True(run.ExitCode == 0, run.Output);
    }

    // Sums in single precision depend on the threads that share them and on the processor's vectors: torchvision itself
    // differs by 1e-5 between one and two threads. The script runs on one thread and notes the vectors.
    private static bool IsAsTheScript => IsVectorAsTheScripts && Environment.GetEnvironmentVariable("OMP_NUM_THREADS") == "1";

    private static bool IsVectorAsTheScripts => Root.GetProperty("avx512").GetBoolean() == Avx512F.IsSupported && !HasFaultyConvolutions;

    // On Zen 5 libtorch's AVX-512 convolutions are wrong, and the engine takes those for AVX2.
    private static bool HasFaultyConvolutions => X86Base.IsSupported && X86Base.CpuId(0, 0).Ebx == 0x68747541
        && (X86Base.CpuId(1, 0).Eax >> 20 & 0xFF) >= 0xB;

    private static void Compare(string run, MemoryFormat format, double single)
    {
        using var scope = torch.NewDisposeScope();
        var tolerance = run.Contains("float64", StringComparison.Ordinal) ? 1e-11 : IsAsTheScript ? single : 1e-3;
        var expected = Root.GetProperty("runs").GetProperty(run);
        var (classes, batch, size) = (expected.GetProperty("classes").GetInt32(), expected.GetProperty("batch").GetInt32(),
            expected.GetProperty("size").GetInt32());
        var type = expected.GetProperty("dtype").GetString() == "float32" ? ScalarType.Float32 : ScalarType.Float64;
        var name = run.Split(' ')[0];
        using var model = Make(name, classes);
        model.To(type, format: format);
        model.LoadStateDict(Formula.State(Shapes(name, classes)));
        var picture = Formula.Picture(batch, size, type).Contiguous(format);

        model.Eval();
        using (torch.no_grad())
        {
            var logits = model.Forward(picture);
            OracleTensors.Near(expected.Doubles("evalLogits"), logits.Flatten().Double().ToArray<double>()[..40], tolerance, "eval logits");
            OracleTensors.Summary(expected.GetProperty("evalLogitsSummary"), logits, tolerance, "eval logits");
            var features = model.Features(picture);
            OracleTensors.Summary(expected.GetProperty("pooled"), features, tolerance, "pooled features");
            OracleTensors.Summary(expected.GetProperty("last"), model.Embed(features), tolerance, "embedding");
        }

        if (!expected.TryGetProperty("loss", out var expectedLoss))
        {
            return;
        }

        model.Train();
        var labels = Tensor.FromArray([.. Enumerable.Range(0, batch).Select(i => ((3L * i) + 1) % classes)]);
        var loss = Functional.CrossEntropy(model.Forward(picture), labels);
        loss.Backward();
        OracleTensors.Near([expectedLoss.GetDouble()], [loss.Item<double>()], tolerance, "loss");
        var parameters = model.NamedParameters().ToDictionary();
        Assert.Equal(expected.GetProperty("gradients").EnumerateObject().Count(), parameters.Count);
        foreach (var gradient in expected.GetProperty("gradients").EnumerateObject())
        {
            OracleTensors.Summary(gradient.Value, parameters[gradient.Name].Grad!, tolerance, gradient.Name);
        }

        var buffers = model.NamedBuffers().ToDictionary();
        foreach (var buffer in expected.GetProperty("running").EnumerateObject())
        {
            OracleTensors.Summary(buffer.Value, buffers[buffer.Name], tolerance, buffer.Name);
        }
    }

    private static MobileNetV3 Make(string name, int classes)
    {
        var options = new MobileNetV3Options { Classes = classes, Dropout = 0,
            WidthMultiplier = name.EndsWith("Half", StringComparison.Ordinal) ? 0.5 : 1 };
        return name.StartsWith("large", StringComparison.Ordinal) ? MobileNetV3.Large(options) : MobileNetV3.Small(options);
    }

    private static IEnumerable<KeyValuePair<string, long[]>> Shapes(string name, int classes)
        => Root.GetProperty("keys").GetProperty(name).GetProperty("state").EnumerateObject().Select(k =>
        {
            long[] shape = [.. k.Value.EnumerateArray().Select(s => s.GetInt64())];
            if (k.Name.StartsWith("classifier.3", StringComparison.Ordinal))
            {
                shape[0] = classes;
            }

            return KeyValuePair.Create(k.Name, shape);
        });
}
