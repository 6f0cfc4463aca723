using Counterpoise.Learning.Losses;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Losses;

public class ProbabilisticContrastiveTests
{
    private static readonly double[] Centres = Golden.Losses.Numbers("bcl_centres");

    private static Tensor Normalised => Functional.Normalize(Golden.Embeddings, dimension: 1);

    [Fact]
    public void Concentrations_contrast_logits_and_loss_equal_the_golden_numbers()
    {
        using var scope = torch.NewDisposeScope();
        using var directions = Directions([0.9, 0.7, 0.5]);
        Golden.Close(Golden.Losses.Numbers("proco_kappa"), directions.Concentrations, 1e-10);
        var contrast = directions.Logits(Normalised, 0.1);
        Golden.Close(Golden.Losses.Numbers("proco_contrast_logits"), contrast, 1e-10);
        var prior = Tensor.FromArray(LogitAdjustment.Adjustments(Golden.Counts));
        Assert.Equal(Golden.Losses.Number("proco_loss_Lin"), Functional.CrossEntropy(contrast + prior, Golden.Labels).ToDouble(), 1e-10);
    }

    [Fact]
    public void The_term_is_the_cross_entropy_of_the_adjusted_contrast_after_the_batch_was_taken_in()
    {
        using var scope = torch.NewDisposeScope();
        using var directions = new ClassDirections(3, 3);
        using var same = new ClassDirections(3, 3);
        var loss = new ProbabilisticContrastive(directions, Golden.Counts).Loss(Golden.Embeddings * 7, Golden.Labels, 0.1).ToDouble();
        same.Add(Normalised, Golden.Labels, 0);
        var expected = Functional.CrossEntropy(same.Logits(Normalised, 0.1) + Tensor.FromArray(LogitAdjustment.Adjustments(Golden.Counts)),
            Golden.Labels).ToDouble();
        Assert.Equal(expected, loss, 1e-12);
    }

    [Fact]
    public void Gradients_equal_finite_differences_and_leave_the_statistics_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var directions = Directions([0.9, 0.7, 0.5]);
        GradientCheck.Check(z => Functional.CrossEntropy(directions.Logits(Functional.Normalize(z[0], dimension: 1), 0.2), Golden.Labels),
            5e-7, Golden.Embeddings);
        Assert.Empty(directions.Parameters());
    }

    [Fact]
    public void By_hand_in_three_dimensions_the_contrast_is_the_mean_of_the_exponential()
    {
        // E exp(z·v / τ) under a uniform v is sinh(1/τ) τ in three dimensions.
        using var scope = torch.NewDisposeScope();
        using var directions = new ClassDirections(1, 3);
        Assert.Equal(Math.Log(Math.Sinh(2) / 2), directions.Logits(Normalised, 0.5)[0, 0].Item<double>(), 1e-12);
    }

    [Fact]
    public void Means_run_over_this_epoch_and_the_last_and_forget_what_was_before()
    {
        using var scope = torch.NewDisposeScope();
        using var running = new ClassDirections(3, 3);
        running.Add(Normalised * -1, Golden.Labels, 0);
        running.Add(Normalised[..2], Golden.Labels[..2], 1);
        running.Add(Normalised[2..], Golden.Labels[2..], 1);
        Golden.Close([0, 0, 0], running.Concentrations, 1e-9);
        running.Add(Normalised[..3], Golden.Labels[..3], 2);
        using var expected = new ClassDirections(3, 3);
        expected.Add(Normalised, Golden.Labels, 0);
        expected.Add(Normalised[..3], Golden.Labels[..3], 0);
        Golden.Close(expected.Concentrations.ToArray<double>(), running.Concentrations, 1e-9);
    }

    [Fact]
    public void A_class_never_seen_is_uniform_and_one_of_a_single_point_has_the_largest_concentration()
    {
        using var scope = torch.NewDisposeScope();
        using var directions = new ClassDirections(2, 3);
        directions.Add(Tensor.FromArray(new[,] { { 1.0, 0, 0 } }), Tensor.FromArray(new long[] { 0 }), 0);
        Golden.Close([1e5, 0], directions.Concentrations, 1e-9);
        var logits = directions.Logits(Tensor.FromArray(new[,] { { 1.0, 0, 0 }, { -1, 0, 0 } }), 0.1).ToArray<double>();

        // Of a point, exp(z·μ/τ) itself; of the sphere, its mean.
        Golden.Close([10, Math.Log(Math.Sinh(10) / 10), -10, Math.Log(Math.Sinh(10) / 10)], logits, 1e-3);
    }

    [Fact]
    public void A_class_without_training_rows_is_left_out_and_an_empty_batch_is_zero()
    {
        using var scope = torch.NewDisposeScope();
        using var two = new ClassDirections(2, 3);
        using var three = new ClassDirections(3, 3);
        var labels = Golden.Labels % 2;
        Assert.Equal(new ProbabilisticContrastive(two, [60, 40]).Loss(Golden.Embeddings, labels, 0.1).ToDouble(),
            new ProbabilisticContrastive(three, [60, 40, 0]).Loss(Golden.Embeddings, labels, 0.1).ToDouble(), 1e-12);
        Assert.Equal(0, new ProbabilisticContrastive(two, [60, 40]).Loss(Golden.Embeddings[..0], Golden.Labels[..0], 0.1).ToDouble());
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void Single_precision_is_safe_at_the_usual_size_and_the_smallest_temperature(double temperature)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3);
        using var directions = new ClassDirections(5, 128);
        var term = new ProbabilisticContrastive(directions, [50, 40, 30, 20, 1]);
        var z = Tensor.Randn([64, 128], generator: generator).WithGrad();
        var loss = term.Loss(z, Tensor.Arange(64) % 4, temperature);
        loss.Backward();
        Assert.True(double.IsFinite(loss.ToDouble()));
        Assert.True(z.Grad!.IsFinite().All().ToBoolean());
        Assert.Equal(ScalarType.Float32, loss.Type);
        Assert.Equal(new AnchorSummary(0, 0), term.Summarize([1, 0, 2, 3, 4], temperature));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        using var directions = new ClassDirections(3, 3);
        Assert.Contains("2 class counts for statistics of 3",
            Assert.Throws<ArgumentException>(() => new ProbabilisticContrastive(directions, [1, 2])).Message);
        var term = new ProbabilisticContrastive(directions, Golden.Counts);
        Assert.Contains("row 5 has label 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Embeddings, Tensor.FromArray(new long[] { 0, 0, 0, 1, 1, 3 }), 0.1)).Message);
        Assert.Contains("2 columns, the statistics 3", Assert.Throws<ArgumentException>(() =>
            term.Loss(Golden.Embeddings[.., ..2], Golden.Labels, 0.1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassDirections(3, 1));
    }

    /// <summary>Statistics with the golden directions and lengths of the means.</summary>
    private static ClassDirections Directions(double[] lengths)
    {
        var directions = new ClassDirections(3, 3);
        var means = Centres.Select((c, i) => c * lengths[i / 3]).ToArray();
        var state = new Dictionary<string, Tensor>(directions.StateDict()) { ["this_sums"] = Tensor.FromArray(means, 3, 3),
            ["this_counts"] = Tensor.FromArray([1.0, 1, 1]) };
        directions.LoadStateDict(state);
        return directions;
    }
}
