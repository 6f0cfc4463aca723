using Counterpoise.Learning.Losses;
using Counterpoise.Randomness;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class KPositiveContrastiveTests
{
    [Fact]
    public void With_more_positives_than_there_are_it_is_the_supervised_contrastive_loss()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var reduction in Enum.GetValues<ContrastiveReduction>())
        {
            var all = new SupervisedContrastive(reduction).Loss(ContrastiveOracle.BothViews, 0.1).ToDouble();
            Assert.Equal(all, new KPositiveContrastive(100, 1, reduction).Loss(ContrastiveOracle.BothViews, 0.1).ToDouble(), 1e-12);
            var single = new ContrastiveBatch(Golden.Embeddings, Golden.Labels);
            Assert.Equal(new SupervisedContrastive(reduction).Loss(single, 0.1).ToDouble(),
                new KPositiveContrastive(100, 1, reduction).Loss(single, 0.1).ToDouble(), 1e-12);
        }
    }

    [Fact]
    public void With_none_drawn_it_is_the_contrastive_loss_of_own_views()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(new SupervisedContrastive().Loss(ContrastiveOracle.OwnViews, 0.1).ToDouble(),
            new KPositiveContrastive(0).Loss(ContrastiveOracle.BothViews, 0.1).ToDouble(), 1e-12);
    }

    [Fact]
    public void By_hand_three_equal_rows_and_one_drawn_positive_give_the_logarithm_of_the_others()
    {
        using var scope = torch.NewDisposeScope();
        var loss = new KPositiveContrastive(1).Loss(Tensor.Ones([4, 2], ScalarType.Float64), Tensor.Zeros([4], ScalarType.Int64), 0.1)
            .ToDouble();
        Assert.Equal(Math.Log(3), loss, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_anchor_has_its_own_views_and_k_others_of_its_class_each_once(int count)
    {
        long[] labels = [0, 1, 0, 0, 2, 1, 0];
        var anchors = new DrawnPositives([.. labels, .. labels, .. labels], 3, count, new RandomStream(4));
        for (var anchor = 0; anchor < 21; anchor++)
        {
            var row = anchor % 7;
            var positives = anchors.Of(anchor).ToArray();
            Assert.Equal(positives.Length, positives.Distinct().Count());
            Assert.DoesNotContain(anchor, positives);
            Assert.All(positives, p => Assert.Equal(labels[row], labels[p % 7]));
            Assert.Equal(2, positives.Count(p => p % 7 == row));
            Assert.Equal(Math.Min(count, 3 * (labels.Count(l => l == labels[row]) - 1)), positives.Count(p => p % 7 != row));
        }
    }

    [Fact]
    public void Every_other_of_the_class_is_drawn_as_often()
    {
        var drawn = new int[5];
        for (var epoch = 0; epoch < 2000; epoch++)
        {
            foreach (var positive in new DrawnPositives(new long[5], 1, 2, new RandomStream(1, "positives", (ulong)epoch, 0)).Of(2))
            {
                drawn[positive]++;
            }
        }

        Assert.Equal(0, drawn[2]);
        Assert.All(drawn.Where((_, i) => i != 2), n => Assert.InRange(n, 900, 1100));
    }

    [Fact]
    public void Draws_follow_from_seed_epoch_and_batch_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        var batch = new ContrastiveBatch(Tensor.Randn([40, 8], generator: generator), Tensor.Arange(40) % 2) { Epoch = 3, Number = 7 };
        double Loss(ulong seed, int epoch, int number) => new KPositiveContrastive(2, seed)
            .Loss(batch with { Epoch = epoch, Number = number }, 0.1).ToDouble();
        Assert.Equal(Loss(1, 3, 7), Loss(1, 3, 7));
        Assert.NotEqual(Loss(1, 3, 7), Loss(2, 3, 7));
        Assert.NotEqual(Loss(1, 3, 7), Loss(1, 4, 7));
        Assert.NotEqual(Loss(1, 3, 7), Loss(1, 3, 8));
    }

    [Fact]
    public void The_gradient_equals_finite_differences_and_the_stock_form()
    {
        using var scope = torch.NewDisposeScope();
        var term = new KPositiveContrastive(1, 5);
        GradientCheck.Check(z => term.Loss(z[0], Golden.Labels, 0.5), 5e-7, Golden.Embeddings);
        var anchors = new DrawnPositives(Golden.Labels.ToArray<long>(), 1, 1, new RandomStream(5, "positives", 0, 0));
        foreach (var reduction in Enum.GetValues<ContrastiveReduction>())
        {
            var stock = SupervisedContrastive.StockLossOf(Functional.Normalize(Golden.Embeddings, dimension: 1), anchors.Mask(), 0.5,
                reduction).ToDouble();
            Assert.Equal(stock, new KPositiveContrastive(1, 5, reduction).Loss(Golden.Embeddings, Golden.Labels, 0.5).ToDouble(), 1e-12);
        }
    }

    [Fact]
    public void Without_a_positive_loss_and_gradient_are_zero()
    {
        using var scope = torch.NewDisposeScope();
        var z = Golden.Embeddings[..2].WithGrad();
        var loss = new KPositiveContrastive().Loss(z, Tensor.FromArray(new long[] { 0, 1 }), 0.1);
        loss.Backward();
        Assert.Equal(0, loss.ToDouble());
        Assert.All(z.Grad!.Reshape(-1).ToArray<double>(), g => Assert.Equal(0, g));
        Assert.Equal(new AnchorSummary(2, 0), new KPositiveContrastive().Summarize([1, 1], 0.1));
        Assert.Equal(0, new KPositiveContrastive().Loss(Golden.Embeddings[..0], Golden.Labels[..0], 0.1).ToDouble());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => new KPositiveContrastive(-1));
        Assert.Contains("6 embeddings of 4 views", Assert.Throws<ArgumentException>(() =>
            new KPositiveContrastive().Loss(new ContrastiveBatch(Golden.Embeddings, Golden.Labels) { Views = 4 }, 0.1)).Message);
        Assert.Contains("temperature is 0", Assert.Throws<ArgumentException>(() =>
            new KPositiveContrastive().Loss(Golden.Embeddings, Golden.Labels, 0)).Message);
    }
}
