using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Models;

/// <summary>A classifier that also hands out the embedding its last layer sees, so that a contrastive term can act on it.</summary>
public abstract class EmbeddingClassifier() : nn.Module<Tensor, (Tensor Embedding, Tensor Logits)>(nameof(EmbeddingClassifier))
{
    /// <summary>C.</summary>
    public abstract int ClassCount { get; }

    /// <summary>D, the width of the embedding.</summary>
    public abstract int EmbeddingSize { get; }

    /// <summary>
    /// Names the architecture and what shapes it, such as <c>mobilenet-v3-large, 5 classes</c>; a checkpoint of another one is refused.
    /// </summary>
    public abstract string Architecture { get; }

    /// <summary>
    /// Whether a parameter belongs to the part that is frozen and fine-tuned apart, as opposed to the classification head.
    /// </summary>
    /// <param name="parameterName">The parameter's full name.</param>
    public abstract bool IsBackbone(string parameterName);

    /// <summary>Computes embedding and logits.</summary>
    /// <param name="input">[N, …]; it stays the caller's.</param>
    /// <returns>[N, D] and [N, C].</returns>
    public abstract override (Tensor Embedding, Tensor Logits) forward(Tensor input);

    /// <summary>The last layer, which makes the logits of the embedding; null, the default, where there is none such.</summary>
    public virtual Linear? Head => null;

    /// <summary>What is added to the logits at prediction; null for nothing.</summary>
    public ContrastLogits? Contrast { get; private set; }

    /// <summary>
    /// Adds to the logits at prediction. The part becomes one of this module's: trained, kept and freed with it, under <c>contrast</c>.
    /// </summary>
    /// <param name="contrast">The part.</param>
    /// <exception cref="ArgumentException">There is one already.</exception>
    public void Attach(ContrastLogits contrast) => Contrast = this.AddChild("contrast", contrast);

    /// <summary>
    /// Computes embedding and the logits to decide by: those of <see cref="forward"/> and what <see cref="Contrast"/> adds.
    /// </summary>
    /// <param name="input">[N, …]; it stays the caller's.</param>
    /// <returns>[N, D] and [N, C].</returns>
    public (Tensor Embedding, Tensor Logits) Predict(Tensor input)
    {
        var (embedding, logits) = forward(input);
        return Contrast is null ? (embedding, logits) : (embedding, logits + Contrast.Forward(embedding));
    }

    /// <summary>Puts backbone parts that hold running statistics in eval mode while they are frozen; heads stay as they are.</summary>
    public abstract void FreezeStatistics();

    /// <summary>Children are named by hand, as in PyTorch's state dict: TorchSharp would name each a second time by its field.</summary>
    protected override void RegisterComponents()
    {
    }
}
