namespace Counterpoise.Learning.Losses;

/// <summary>The part of a training objective that compares embeddings with each other.</summary>
public interface IContrastiveTerm
{
    /// <summary>
    /// What the term itself learns or counts, such as class prototypes: trained with the heads, kept in checkpoints, dropped after
    /// training. Null by default.
    /// </summary>
    nn.Module? LearntPart => null;

    /// <summary>Whether the term compares logits with labels itself, so that no class term is added to it. False by default.</summary>
    bool IncludesClassTerm => false;

    /// <summary>The loss of a batch as a scalar tensor that gradients flow through.</summary>
    /// <param name="batch">Embeddings, labels, and what else the step offers.</param>
    /// <param name="temperature">τ, positive.</param>
    Tensor Loss(ContrastiveBatch batch, double temperature);

    /// <summary>Counts anchors without a positive, and says what the loss of uninformative embeddings would be.</summary>
    /// <param name="anchorsOfClass">Anchors of each class in the batch, all views together, [C].</param>
    /// <param name="temperature">τ, positive.</param>
    AnchorSummary Summarize(ReadOnlySpan<int> anchorsOfClass, double temperature);
}
