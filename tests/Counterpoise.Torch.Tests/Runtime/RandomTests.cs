using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Runtime;

[Collection(Alone.Name)]
public class RandomTests
{
    [Fact]
    public void A_seed_draws_the_numbers_PyTorch_draws()
    {
        using var scope = DisposeScope.Begin();
        var expected = Section("drawn");
        TorchRandom.Seed(42);
        AssertDrawn(expected, null);
        using var generator = new TorchGenerator(42);
        AssertDrawn(expected, generator);
    }

    [Fact]
    public void A_restored_state_continues_the_stream()
    {
        using var scope = DisposeScope.Begin();
        TorchRandom.Seed(1);
        _ = Tensor.Randn([5]);
        var state = TorchRandom.GetState();
        var expected = Tensor.Randn([7]).ToArray<float>();
        _ = Tensor.Rand([100]);
        TorchRandom.SetState(state);
        Assert.Equal(expected, Tensor.Randn([7]).ToArray<float>());
    }

    [Fact]
    public void A_generator_of_its_own_leaves_the_default_one_alone()
    {
        using var scope = DisposeScope.Begin();
        TorchRandom.Seed(1);
        var expected = Tensor.Rand([3]).ToArray<float>();
        TorchRandom.Seed(1);
        using var generator = new TorchGenerator(9);
        var first = Tensor.Rand([3], generator: generator).ToArray<float>();
        Assert.Equal(expected, Tensor.Rand([3]).ToArray<float>());
        generator.Seed(9);
        Assert.Equal(first, Tensor.Rand([3], generator: generator).ToArray<float>());
    }

    [Fact]
    public void Bytes_that_are_no_state_are_refused()
    {
        using var generator = new TorchGenerator(9);
        Assert.Throws<TorchException>(() => generator.SetState([1, 2, 3]));
        generator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => generator.GetState());
    }

    private static void AssertDrawn(System.Text.Json.JsonElement expected, TorchGenerator? generator)
    {
        Assert.Equal(Floats("rand"), Tensor.Rand([3], generator: generator).ToArray<float>());
        Assert.Equal(Floats("randn"), Tensor.Randn([20], generator: generator).ToArray<float>());
        Assert.Equal(Longs("randint"), Tensor.RandInt(0, 100, [5], generator: generator).ToArray<long>());
        Assert.Equal(Longs("randperm"), Tensor.RandPerm(6, generator: generator).ToArray<long>());

        float[] Floats(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(e => (float)e.GetDouble())];
        long[] Longs(string name) => [.. expected.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
    }
}
