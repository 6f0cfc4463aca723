using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class ParametricContrastiveTests
{
    private static ContrastiveBatch BothViews(Tensor embeddings) => new(
        Tensor.Concatenate([embeddings, Tensor.FromArray(Golden.Acl.Numbers("two_view_second"), 6, 3)]),
        Tensor.Concatenate([Golden.Labels, Golden.Labels]))
    { Views = 2, Logits = Golden.Logits };

    [Fact]
    public void Loss_and_gradient_equal_the_golden_numbers()
    {
        using var scope = torch.NewDisposeScope();
        var z = Golden.Embeddings.WithGrad();
        var loss = new ParametricContrastive(Golden.Counts).Loss(BothViews(z), 0.2);
        loss.Backward();
        Assert.Equal(Golden.Losses.Number("paco_a0.05_t0.2"), loss.ToDouble(), 1e-10);
        Assert.InRange(Math.Abs(Golden.Losses.Number("paco_official_a0.05_t0.2") - loss.ToDouble()), 0, 1e-6);
        Golden.Close(Golden.Losses.Numbers("paco_a0.05_t0.2_grad0"), z.Grad!.Reshape(-1).ToArray<double>()[..3], 1e-9);
    }

    [Fact]
    public void Gradients_of_embeddings_and_of_logits_equal_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        var term = new ParametricContrastive(Golden.Counts, 0.3);
        GradientCheck.Check(x => term.Loss(BothViews(x[0]) with { Logits = x[1] }, 0.5), 5e-7, Golden.Embeddings, Golden.Logits);
    }

    [Fact]
    public void By_hand_a_lone_row_leaves_adjusted_cross_entropy()
    {
        using var scope = torch.NewDisposeScope();
        var labels = Golden.Labels[..1];
        var batch = new ContrastiveBatch(Golden.Embeddings[..1], labels) { Logits = Golden.Logits[..1] };
        Assert.Equal(new LogitAdjustment(Golden.Counts).Loss(Golden.Logits[..1], labels).ToDouble(),
            new ParametricContrastive(Golden.Counts).Loss(batch, 0.2).ToDouble(), 1e-12);
        Assert.Equal(WeightedCrossEntropy.Unweighted(3).Loss(Golden.Logits[..1], labels).ToDouble(),
            new ParametricContrastive(Golden.Counts, strength: 0).Loss(batch, 0.2).ToDouble(), 1e-12);
    }

    [Fact]
    public void A_class_without_rows_is_left_out_and_an_empty_batch_is_zero()
    {
        using var scope = torch.NewDisposeScope();
        var two = new ContrastiveBatch(Golden.Embeddings, Golden.Labels % 2) { Logits = Golden.Logits[.., ..2] };
        var without = new ParametricContrastive([60, 40]).Loss(two, 0.2).ToDouble();
        Assert.Equal(without, new ParametricContrastive([60, 40, 0]).Loss(two with { Logits = Golden.Logits }, 0.2).ToDouble(), 1e-12);
        Assert.Equal(0, new ParametricContrastive(Golden.Counts)
            .Loss(new ContrastiveBatch(Golden.Embeddings[..0], Golden.Labels[..0]) { Logits = Golden.Logits[..0] }, 0.2).ToDouble());
    }

    [Fact]
    public void Single_precision_is_safe_at_the_smallest_temperature()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        var z = Tensor.Randn([64, 16], generator: generator).WithGrad();
        var logits = Tensor.Randn([32, 4], generator: generator).WithGrad();
        var loss = new ParametricContrastive([5, 6, 7, 8]).Loss(
            new ContrastiveBatch(z, Tensor.Arange(64) % 4) { Views = 2, Logits = logits }, 0.01);
        loss.Backward();
        Assert.True(double.IsFinite(loss.ToDouble()));
        Assert.True(z.Grad!.IsFinite().All().ToBoolean());
        Assert.True(logits.Grad!.IsFinite().All().ToBoolean());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var term = new ParametricContrastive(Golden.Counts);
        Assert.True(term.IncludesClassTerm);
        Assert.Contains("compares logits too", Assert.Throws<ArgumentException>(() => term.Loss(Golden.Embeddings, Golden.Labels, 0.2))
            .Message);
        Assert.Contains("2 columns", Assert.Throws<ArgumentException>(() =>
            term.Loss(BothViews(Golden.Embeddings) with { Logits = Golden.Logits[.., ..2] }, 0.2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParametricContrastive(Golden.Counts, -1));
    }
}
