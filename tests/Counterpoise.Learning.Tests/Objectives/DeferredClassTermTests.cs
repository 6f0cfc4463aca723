using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Weighting;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Objectives;

public class DeferredClassTermTests
{
    [Theory]
    [InlineData(0.8, 200, 160)]
    [InlineData(0.8, 15, 12)]
    [InlineData(0.8, 4, 3)]
    [InlineData(0.8, 1, 0)]
    [InlineData(1, 10, 9)]
    [InlineData(0, 10, 0)]
    public void It_sets_in_after_its_share_of_the_epochs_and_at_the_last_at_the_latest(double share, int epochs, int expected) =>
        Assert.Equal(expected, DeferredClassTerm.Start(share, epochs));

    [Fact]
    public void Margins_are_weighed_in_the_last_fifth_as_the_reference_does()
    {
        using var scope = torch.NewDisposeScope();
        var objective = Method.Named("ldam-drw").Objective(Golden.Counts, epochs: 10);
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels);
        double At(int epoch) => objective.Compute(Golden.Logits, null, batch, epoch).ClassTerm.ToDouble();
        Assert.Equal(Golden.Losses.Number("ldam_s30"), At(7), 1e-10);

        var margins = LabelDistributionAwareMargin.Margins(Golden.Counts);
        var weights = ClassWeights.EffectiveNumber(Golden.Counts);
        var (sum, total) = (0.0, 0.0);
        var (logits, labels) = (Golden.Logits.ToArray<double>(), Golden.Labels.ToArray<long>());
        for (var i = 0; i < 6; i++)
        {
            var row = logits[(3 * i)..(3 * i + 3)];
            row[labels[i]] -= margins[labels[i]];
            sum += weights[labels[i]] * (Math.Log(row.Sum(l => Math.Exp(30 * l))) - (30 * row[labels[i]]));
            total += weights[labels[i]];
        }

        Assert.Equal(sum / total, At(8), 1e-10);
        Assert.Equal(At(8), At(9));
    }

    [Theory]
    [InlineData("ce-drw", "cb")]
    [InlineData("cb-drw", "cb")]
    [InlineData("wce-drw", "wce")]
    public void Cross_entropy_is_plain_first_and_weighed_then(string method, string weights)
    {
        using var scope = torch.NewDisposeScope();
        var objective = Method.Named(method).Objective(Golden.Counts, epochs: 5);
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels);
        Assert.Equal(Golden.Acl.Number("ce_mean"), objective.Compute(Golden.Logits, null, batch, 3).ClassTerm.ToDouble(), 1e-10);
        var expected = weights == "cb" ? Golden.Losses.Number("cb_ce_weightedmean") : Golden.Acl.Number("wce_weighted_mean");
        Assert.Equal(expected, objective.Compute(Golden.Logits, null, batch, 4).ClassTerm.ToDouble(), 1e-10);
    }

    [Theory]
    [InlineData("la")]
    [InlineData("vs")]
    [InlineData("focal")]
    [InlineData("ldam")]
    public void Every_class_term_can_be_deferred_and_its_weighted_form_has_its_gradient(string name)
    {
        using var scope = torch.NewDisposeScope();
        var deferred = Method.Named($"{name}-drw").Objective(Golden.Counts, epochs: 5);
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels);
        Assert.Equal(Method.Named(name).Objective(Golden.Counts).Compute(Golden.Logits, null, batch, 0).ClassTerm.ToDouble(),
            deferred.Compute(Golden.Logits, null, batch, 3).ClassTerm.ToDouble());
        Assert.NotEqual(deferred.Compute(Golden.Logits, null, batch, 3).ClassTerm.ToDouble(),
            deferred.Compute(Golden.Logits, null, batch, 4).ClassTerm.ToDouble());
        if (name != "ldam")
        {
            GradientCheck.Check(l => deferred.Compute(l[0], null, batch, 4).Total, 5e-7, Golden.Logits);
        }
    }

    [Fact]
    public void Without_the_number_of_epochs_it_is_refused() =>
        Assert.Contains("say how many", Assert.Throws<ArgumentException>(() => Method.Named("ldam-drw").Objective(Golden.Counts)).Message);

    [Fact]
    public void A_term_that_includes_the_class_term_stands_alone_and_the_class_term_is_still_logged()
    {
        using var scope = torch.NewDisposeScope();
        var objective = Method.Named("paco").Objective(Golden.Counts);
        using var batch = new TrainingBatch([Golden.Logits], Golden.Labels);
        var logits = Golden.Logits.WithGrad();
        var terms = objective.Compute(logits, Golden.Embeddings, batch, 0);
        Assert.Equal(terms.ContrastiveTerm!.ToDouble(), terms.Total.ToDouble(), 1e-12);
        Assert.Equal(Golden.Losses.Number("balanced_softmax"), terms.ClassTerm.ToDouble(), 1e-10);
        terms.Total.Backward();
        Assert.NotNull(logits.Grad);
    }
}
