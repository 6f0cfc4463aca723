using Counterpoise.Federated.Evaluation;
using Counterpoise.Federated.Methods;

namespace Counterpoise.Tests.Federated.Evaluation;

public class FederatedEvaluatorTests
{
    [Theory]
    [InlineData(new[] { 5 }, "0", "", "0")]
    [InlineData(new[] { 5, 9 }, "1", "", "0")]
    [InlineData(new[] { 5, 9, 1 }, "1", "0", "2")]
    [InlineData(new[] { 8, 7, 7, 5, 4, 3, 2, 1, 9, 0 }, "8 0 1", "2 3 4 5", "6 7 9")]
    public void Thirds_are_by_training_rows(int[] counts, string head, string middle, string tail)
    {
        var thirds = ClassThirds.From(counts);
        Assert.Equal((head, middle, tail), (string.Join(' ', thirds.Head), string.Join(' ', thirds.Middle), string.Join(' ', thirds.Tail)));
    }

    [Fact]
    public void Metrics_are_those_of_the_recalls()
    {
        using var network = Toy.Network()();
        var (inputs, labels) = Toy.Test();
        IReadOnlyList<int>[] clients = [[100, 0, 0], [0, 10, 0], [20, 10, 3]];
        var metrics = new FederatedEvaluator(inputs, labels, ["a", "b", "c"], clients).Evaluate(network, new FedAvg());
        double Recall(string name) => metrics[name];
        Assert.Equal(metrics["accuracy"], (Recall("head_accuracy") + Recall("middle_accuracy") + Recall("tail_accuracy")) / 3, 1e-12);
        double[] expected = [Recall("head_accuracy"), Recall("middle_accuracy"),
            ((20 * Recall("head_accuracy")) + (10 * Recall("middle_accuracy")) + (3 * Recall("tail_accuracy"))) / 33];
        Assert.Equal(expected.Min(), metrics["worst_client_accuracy"], 1e-12);
        Assert.Equal(expected.Average(), metrics["mean_client_accuracy"], 1e-12);
    }

    [Fact]
    public void Logit_adjustment_moves_decisions_to_rare_classes()
    {
        using var network = Toy.Network()();
        var (inputs, labels) = Toy.Test();
        var evaluator = new FederatedEvaluator(inputs, labels, ["a", "b", "c"], [[100_000, 100_000, 1]]);
        Assert.Equal(1, evaluator.Evaluate(network, new FedAvg(), adjustStrength: 5, [100_000, 100_000, 1])["tail_accuracy"]);
        Assert.Contains("let clients share their counts", Assert.Throws<ArgumentException>(() =>
            evaluator.Evaluate(network, new FedAvg(), adjustStrength: 1)).Message);
    }
}
