using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Weighting;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Objectives;

public class TrainingObjectiveTests
{
    [Theory]
    [InlineData("total_sum_lam1", 1.0, true)]
    [InlineData("total_sum_lam0_0.5", 0.5, true)]
    [InlineData("total_mean_lam1", 1.0, false)]
    [InlineData("total_mean_lam0_0.5", 0.5, false)]
    public void The_total_loss_equals_the_golden_number(string name, double baseWeight, bool sum)
    {
        using var scope = torch.NewDisposeScope();
        var constants = AdaptiveRule.Apply(Golden.Counts, new() { InitialWeight = baseWeight });
        var classTerm = new WeightedCrossEntropy(ClassWeights.InverseFrequency(Golden.Counts, WeightScale.Raw),
            sum ? ClassReduction.Sum : ClassReduction.Mean);
        var contrastive = new SupervisedContrastive(sum ? ContrastiveReduction.Sum : ContrastiveReduction.Mean);
        var objective = new TrainingObjective(classTerm, Golden.Counts, contrastive,
            new FixedSchedule(new(constants.Temperature, constants.Weight)));
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels);
        var terms = objective.Compute(Golden.Logits, Golden.Embeddings, batch, 0);
        Assert.Equal(Golden.Acl.Number(name), terms.Total.ToDouble(), 1e-9);
        Assert.Equal((6, 1, 0), (terms.Anchors, terms.AnchorsWithoutPositive, terms.MissingClasses));
    }

    [Fact]
    public void A_class_that_the_batch_lacks_is_counted_unless_the_training_set_lacks_it_too()
    {
        using var scope = torch.NewDisposeScope();
        using var batch = new TrainingBatch([Golden.Logits], Tensor.FromArray(new long[] { 0, 0, 0, 0, 0, 0 }));
        Assert.Equal(2, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), [6, 1, 1]).Compute(Golden.Logits, null, batch, 0)
            .MissingClasses);
        Assert.Equal(1, new TrainingObjective(WeightedCrossEntropy.Unweighted(3), [6, 0, 1]).Compute(Golden.Logits, null, batch, 0)
            .MissingClasses);
    }

    [Fact]
    public void Mixed_rows_share_their_loss_between_both_labels()
    {
        using var scope = torch.NewDisposeScope();
        var term = WeightedCrossEntropy.Unweighted(3);
        var partner = Tensor.FromArray(new long[] { 2, 1, 0, 2, 1, 0 });
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels) { PartnerLabels = partner.DetachFromDisposeScope(),
            PartnerShare = 0.25 };
        var expected = (0.75 * term.Loss(Golden.Logits, Golden.Labels).ToDouble()) + (0.25 * term.Loss(Golden.Logits, partner).ToDouble());
        Assert.Equal(expected, new TrainingObjective(term, Golden.Counts).Compute(Golden.Logits, null, batch, 0).Total.ToDouble(), 1e-12);

        double[] Gradient(Func<Tensor, Tensor> loss)
        {
            var logits = Golden.Logits.Clone().WithGrad();
            loss(logits).Backward();
            return logits.Grad!.Reshape(-1).ToArray<double>();
        }

        var (own, other) = (Gradient(l => term.Loss(l, Golden.Labels)), Gradient(l => term.Loss(l, partner)));
        var mixed = Gradient(l => new TrainingObjective(term, Golden.Counts).Compute(l, null, batch, 0).Total);
        Assert.All(mixed.Select((value, i) => (value, i)), g => Assert.Equal((0.75 * own[g.i]) + (0.25 * other[g.i]), g.value, 1e-15));
    }

    [Fact]
    public void A_view_apart_for_the_class_term_is_not_contrasted()
    {
        using var scope = torch.NewDisposeScope();
        var objective = new TrainingObjective(WeightedCrossEntropy.Unweighted(3), Golden.Counts, new SupervisedContrastive(),
            new FixedSchedule(new(0.1, 0.5)));
        using var alone = new TrainingBatch([Golden.Logits], Golden.Labels);
        using var apart = new TrainingBatch([Golden.Logits, Golden.Logits], Golden.Labels) { ClassViewIsApart = true };
        var expected = objective.Compute(Golden.Logits, Golden.Embeddings, alone, 0);
        var terms = objective.Compute(Golden.Logits, Golden.Embeddings, apart, 0);
        Assert.Equal(expected.Total.ToDouble(), terms.Total.ToDouble());
        Assert.Equal((expected.Anchors, expected.AnchorsWithoutPositive), (terms.Anchors, terms.AnchorsWithoutPositive));
    }

    [Fact]
    public void Uniform_embeddings_raise_the_plateau_alarm_once()
    {
        using var scope = torch.NewDisposeScope();
        var labels = Tensor.Arange(64) % 4;
        var loss = new SupervisedContrastive().Loss(Tensor.Ones([64, 8], ScalarType.Float64), labels, 0.07).ToDouble();
        Assert.Equal(Math.Log(63), loss, 1e-9);
        var alarm = new ContrastivePlateau();
        Assert.Null(alarm.Observe(loss, Math.Log(63)));
        Assert.Null(alarm.Observe(loss, Math.Log(63)));
        Assert.Contains("4.143", alarm.Observe(loss, Math.Log(63)));
        Assert.Null(alarm.Observe(loss, Math.Log(63)));
        Assert.Null(alarm.Observe(loss / 2, Math.Log(63)));
        Assert.Equal(0, alarm.EpochsAtPlateau);
    }
}
