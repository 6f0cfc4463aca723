using Counterpoise.Learning.PostHoc;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.PostHoc;

public class TauNormalizationTests
{
    private static Tensor Weights => Tensor.FromArray(new[,] { { 3.0, 4.0 }, { 1.0, 0.0 }, { 0.3, 0.4 } });

    [Theory]
    [InlineData("0.0")]
    [InlineData("0.5")]
    [InlineData("1.0")]
    public void Normalised_weights_equal_the_golden_numbers(string tau)
    {
        using var scope = torch.NewDisposeScope();
        Golden.Close(Golden.Losses.GetProperty("tau_norm").Numbers(tau), TauNormalization.Apply(Weights, double.Parse(tau)), 1e-12);
    }

    [Fact]
    public void A_class_with_large_weights_no_longer_wins_by_its_norm()
    {
        using var scope = torch.NewDisposeScope();
        var embedding = Tensor.FromArray(new[,] { { 1.0, 0.1 } });
        Assert.Equal(0, TauNormalization.Logits(embedding, Weights, 0).argmax().Item<long>());
        Assert.Equal(1, TauNormalization.Logits(embedding, Weights, 1).argmax().Item<long>());
    }

    [Fact]
    public void Weights_of_zero_stay_zero_and_what_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.All(TauNormalization.Apply(Tensor.Zeros(2, 3), 1).ToArray<float>(), w => Assert.Equal(0, w));
        Assert.Contains("[C, D]", Assert.Throws<ArgumentException>(() => TauNormalization.Apply(Tensor.Zeros(3), 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TauNormalization.Apply(Weights, 1.5));
    }
}
