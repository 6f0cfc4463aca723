using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Learning.Steps;

/// <summary>Each of the steps learns a problem that is not classification of images.</summary>
public class TrainingStepTests
{
    [Fact]
    public void A_generator_learns_where_the_real_rows_lie()
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.Adversarial();
        double Mean()
        {
            var stream = new RandomStream(77, "noise");
            var noise = Tensor.FromArray(Enumerable.Range(0, 4000).Select(_ => (float)stream.NextNormal()).ToArray(), 1000, 4);
            return ((nn.Module<Tensor, Tensor>)toy.Step.Model).call(noise).Mean().ToDouble();
        }

        Assert.InRange(Mean(), -1, 1);
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(80));
        loop.Fit(toy.Source, toy.Sampler);
        Assert.InRange(Mean(), 2.5, 3.5);
    }

    [Fact]
    public void A_weight_network_learns_to_distrust_mislabelled_rows()
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.MetaWeight();
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(60));
        var result = loop.Fit(toy.Source, toy.Sampler);
        using var all = toy.Source.Read([[.. Enumerable.Range(0, 200)]], 0, CancellationToken.None).Single();
        var model = (nn.Module<Tensor, Tensor>)toy.Step.Model;
        var losses = ToyRun.RowLosses(new(model.call(all.Input("x"))), all);
        var weights = ((WeightNetwork)toy.Step.Parts["weights"]).call(losses.Unsqueeze(1)).ToArray<float>();
        var (clean, wrong) = (weights.Where((_, i) => toy.Wrong[i] == 0).Average(), weights.Where((_, i) => toy.Wrong[i] == 1).Average());
        Assert.True(clean > wrong + 0.15, $"clean {clean}, wrong {wrong}");
        Assert.True(result.Records[^1]["meta_loss"] < result.Records[0]["meta_loss"]);
    }

    [Fact]
    public void An_embedding_learnt_in_episodes_serves_classes_it_has_not_seen()
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.Episodic();
        var (inputs, labels) = ToyRun.Classes(8, 10, 99);
        double Accuracy(Func<Tensor, Tensor> embed)
        {
            var right = new EpisodicBatches(labels, 4, 3, 5, 50, 1).Batches(0).Select(rows =>
            {
                var index = Tensor.FromArray(Array.ConvertAll(rows, r => (long)r));
                var guess = EpisodicStep.Logits(embed(inputs.IndexSelect(0, index)), 3, 5).ArgMax(1).ToArray<long>();
                return guess.Where((g, i) => g == i / 5).Count() / (double)guess.Length;
            });
            return right.Average();
        }

        var before = Accuracy(x => x);
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(15));
        loop.Fit(toy.Source, toy.Sampler);
        var after = Accuracy(((nn.Module<Tensor, Tensor>)toy.Step.Model).call);
        Assert.True(after > 0.85 && after > before + 0.2, $"{before} to {after}");
    }

    [Fact]
    public void Rows_of_weight_0_do_not_count()
    {
        using var scope = torch.NewDisposeScope();
        using var toy = ToyRun.WeightedRegression();
        using var loop = new TrainingLoop(toy.Step, ToyRun.Options(120));
        loop.Fit(toy.Source, toy.Sampler);
        var found = toy.Step.Model.StateDict()["weight"].Reshape(-1).ToArray<float>();
        Assert.Equal(2, found[0], 1e-2);
        Assert.Equal(-3, found[1], 1e-2);
    }

    [Fact]
    public void An_episode_holds_support_and_queries_class_by_class()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i / 10), 9];
        var sampler = new EpisodicBatches(labels, 3, 2, 4, 5, 1);
        Assert.All(sampler.Batches(2), rows =>
        {
            Assert.Equal(18, rows.Distinct().Count());
            Assert.All(rows.Chunk(6), way => Assert.Single(way.Select(r => labels[r]).Distinct()));
            Assert.Equal(3, rows.Select(r => labels[r]).Distinct().Count());
        });
        Assert.Equal(sampler.Batches(2), new EpisodicBatches(labels, 3, 2, 4, 5, 1).Batches(2));
        Assert.Contains("4 classes have the 6 rows", Assert.Throws<ArgumentException>(() => new EpisodicBatches(labels, 5, 2, 4, 5, 1))
            .Message);
    }

    [Fact]
    public void What_a_batch_lacks_is_named_beside_what_it_has()
    {
        using var batch = new NamedBatch([KeyValuePair.Create("x", Tensor.Zeros([2, 1], ScalarType.Float32))]);
        Assert.Contains("no input 'y'; it has 'x'", Assert.Throws<KeyNotFoundException>(() => batch.Input("y")).Message);
        Assert.Contains("no target 'label'; it has none", Assert.Throws<KeyNotFoundException>(() => batch.Target("label")).Message);
        using var rows = Tensor.Zeros([3, 1], ScalarType.Float32);
        using var labels = Tensor.Zeros([2], ScalarType.Int64);
        Assert.Contains("'label' is [2], but 'x' has 3 rows", Assert.Throws<ArgumentException>(() => ToyRun.Labelled(rows, labels))
            .Message);
    }
}
