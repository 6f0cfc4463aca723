namespace Counterpoise.Vision.Mixing;

/// <summary>The labels of a mixed batch: the loss is λ·loss(labels) + (1−λ)·loss(partner labels).</summary>
/// <param name="Partners">For each image the position of the one that was mixed into it.</param>
/// <param name="PartnerLabels">The labels of the partners.</param>
/// <param name="Lambda">The share of the image's own label, 0 to 1.</param>
public sealed record MixedLabels(int[] Partners, long[] PartnerLabels, double Lambda);
