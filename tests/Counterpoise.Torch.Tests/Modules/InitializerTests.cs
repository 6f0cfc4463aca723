using System.Text.Json;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

public sealed class InitializerTests
{
    private static readonly JsonElement Initial = OracleJson.Read("modules.json").GetProperty("initial");

    [Theory]
    [InlineData("linear")]
    [InlineData("conv1d")]
    [InlineData("conv2d")]
    [InlineData("embedding")]
    [InlineData("batchnorm2d")]
    [InlineData("layernorm")]
    public void Default_first_values_spread_as_PyTorchs_do(string name)
    {
        using var scope = torch.NewDisposeScope();
        using nn.Module<Tensor, Tensor> layer = name switch
        {
            "linear" => new Linear(64, 4000),
            "conv1d" => new Conv1d(8, 4000, 5),
            "conv2d" => new Conv2d(8, 4000, 3, new() { Groups = 2 }),
            "embedding" => new Embedding(1000, 200),
            "batchnorm2d" => new BatchNorm2d(1000),
            _ => new LayerNorm([1000]),
        };
        foreach (var (parameter, tensor) in layer.Initialize(11).NamedParameters())
        {
            var expected = Initial.GetProperty(name).GetProperty(parameter);
            var values = tensor.Double().ToArray<double>();
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
            var (wantedMean, wantedDeviation) = (expected.GetProperty("mean").GetDouble(), expected.GetProperty("std").GetDouble());

            // Both means err by deviation / sqrt(n), and both deviations by about deviation / sqrt(2 n): five of each.
            var slack = 5 * Math.Sqrt(2) * wantedDeviation / Math.Sqrt(values.Length);
            Assert.InRange(mean, wantedMean - slack, wantedMean + slack);
            Assert.InRange(deviation, wantedDeviation - slack, wantedDeviation + slack);
            if (expected.TryGetProperty("bound", out var bound))
            {
                Assert.All(values, v => Assert.InRange(Math.Abs(v), 0, bound.GetDouble() * (1 + 1e-6)));
                Assert.InRange(values.Max(Math.Abs), 0.99 * bound.GetDouble(), bound.GetDouble() * (1 + 1e-6));
            }
        }
    }

    [Fact]
    public void A_stream_is_pinned_so_that_weights_do_not_change_between_versions()
    {
        var stream = new InitializationStream(42, "features.0.0.weight");
        Assert.Equal<ulong>(FirstDraws, new[] { stream.NextUInt64(), stream.NextUInt64() });
    }

    // xoshiro256** after SHA-256 of the little-endian seed and the name, computed with hashlib.
    private static readonly ulong[] FirstDraws = [0x7EA7E81FDF8A42DA, 0x18B49886FFE4AB05];
}
