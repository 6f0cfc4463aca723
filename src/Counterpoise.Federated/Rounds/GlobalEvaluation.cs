using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>The global network's predictions on rows that no client trains on.</summary>
public static class GlobalEvaluation
{
    /// <summary>Probabilities [n · C] of rows.</summary>
    /// <param name="network">The network; left in eval mode.</param>
    /// <param name="method">The method, whose logits decide.</param>
    /// <param name="inputs">[n, …]; they stay the caller's.</param>
    /// <param name="batchSize">Rows at a time, at least 1.</param>
    /// <param name="adjustment">Subtracted from the logits of each class, [C]; null for nothing.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static double[] Predict(EmbeddingClassifier network, IFederatedMethod method, Tensor inputs, int batchSize = 512,
        IReadOnlyList<double>? adjustment = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        network.eval();
        var probabilities = new List<double>();
        for (var start = 0L; start < inputs.shape[0]; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (from, count) = (start, Math.Min(batchSize, inputs.shape[0] - start));
            probabilities.AddRange(Probabilities(network, method, () => inputs.narrow(0, from, count), adjustment));
        }

        return [.. probabilities];
    }

    internal static double[] Probabilities(EmbeddingClassifier network, IFederatedMethod method, Func<Tensor> inputs,
        IReadOnlyList<double>? adjustment = null)
    {
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var (embedding, logits) = network.call(inputs());
        var decided = method.Decide(network, embedding, logits).to_type(ScalarType.Float64);
        if (adjustment is not null)
        {
            decided -= torch.tensor(adjustment.ToArray());
        }

        return nn.functional.softmax(decided, 1).contiguous().data<double>().ToArray();
    }
}
