using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Torch.Modules;

public sealed class DropoutTests
{
    [Fact]
    public void The_kept_share_is_scaled_so_that_the_mean_stays()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new Dropout(0.25).Initialize(5);
        var values = layer.Forward(Tensor.Ones(200, 500)).ToArray<float>();
        Assert.Equal([0f, (float)(1 / 0.75)], values.Distinct().Order());
        var kept = values.Count(v => v > 0) / (double)values.Length;

        // 100,000 draws: one standard deviation is 0.0014.
        Assert.InRange(kept, 0.743, 0.757);
    }

    [Fact]
    public void Eval_mode_and_probability_zero_hand_the_input_through()
    {
        using var scope = torch.NewDisposeScope();
        var input = Tensor.Ones(3);
        using var layer = new Dropout(0.9);
        layer.Eval();
        Assert.Same(input, layer.Forward(input));
        using var none = new Dropout(0);
        Assert.Same(input, none.Forward(input));
    }

    [Fact]
    public void Probability_one_zeroes_everything()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new Dropout(1).Initialize(1);
        Assert.All(layer.Forward(Tensor.Ones(50)).ToArray<float>(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Restored_noise_draws_the_same_masks_again()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new Sequential(new Dropout(), new Dropout()).Initialize(5);
        var input = Tensor.Ones(64);
        module.Forward(input);
        var states = module.NoiseStates();
        var first = module.Forward(input).ToArray<float>();
        var second = module.Forward(input).ToArray<float>();
        using var resumed = new Sequential(new Dropout(), new Dropout());
        resumed.RestoreNoise(states);
        Assert.NotEqual(first, second);
        Assert.Equal(first, resumed.Forward(input).ToArray<float>());
        Assert.Equal(second, resumed.Forward(input).ToArray<float>());
    }

    [Fact]
    public void Gradients_pass_through_the_same_mask()
    {
        using var scope = torch.NewDisposeScope();
        using var layer = new Dropout(0.5).Initialize(2);
        var input = Tensor.Ones([64], ScalarType.Float64).WithGrad();
        var output = layer.Forward(input);
        output.Sum().Backward();
        Assert.Equal(output.ToArray<double>(), input.Grad!.ToArray<double>());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_probability_outside_zero_to_one_is_refused(double probability)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(probability));
}
