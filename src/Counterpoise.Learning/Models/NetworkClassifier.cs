using Counterpoise.Torch;

namespace Counterpoise.Learning.Models;

/// <summary>
/// Any network of TorchSharp's, yours or a published one, cut in two for the trainer: a body that makes the embedding and a last layer that
/// makes the logits.
/// </summary>
/// <remarks>The keys of its state dict are the two parts' own under <c>body.</c> and <c>head.</c>; the parts are freed with it.</remarks>
public sealed class NetworkClassifier : EmbeddingClassifier
{
    private readonly nn.Module<Tensor, Tensor> _body;
    private readonly TorchSharp.Modules.Linear _head;

    /// <summary>Joins the two parts.</summary>
    /// <param name="body">[N, …] to [N, D].</param>
    /// <param name="head">[N, D] to [N, C]; its sizes are D and C.</param>
    /// <param name="architecture">What the network is called in checkpoints; one of another name is refused.</param>
    public NetworkClassifier(nn.Module<Tensor, Tensor> body, TorchSharp.Modules.Linear head, string architecture = "network")
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentException.ThrowIfNullOrEmpty(architecture);
        (_body, _head) = (body, head);
        register_module("body", body);
        register_module("head", head);
        Architecture = FormattableString.Invariant($"{architecture}, {head.out_features} classes");
    }

    /// <inheritdoc/>
    public override int ClassCount => (int)_head.out_features;

    /// <inheritdoc/>
    public override int EmbeddingSize => (int)_head.in_features;

    /// <inheritdoc/>
    public override string Architecture { get; }

    /// <inheritdoc/>
    public override bool IsBackbone(string parameterName)
    {
        ArgumentNullException.ThrowIfNull(parameterName);
        return parameterName.StartsWith("body.", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The body gave something else than [N, D].</exception>
    public override (Tensor Embedding, Tensor Logits) forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var embedding = _body.call(input);
        if (embedding.Rank != 2 || embedding.Size(1) != EmbeddingSize)
        {
            throw new ArgumentException(
                $"the body made {embedding.ShapeText}, the head takes [N, {EmbeddingSize}]: end the body with flatten(), or give the "
                + $"head {embedding.Size(-1)} inputs", nameof(input));
        }

        return (scope.Keep(embedding), scope.Keep(_head.call(embedding)));
    }

    /// <inheritdoc/>
    public override void FreezeStatistics() => _body.eval();
}
