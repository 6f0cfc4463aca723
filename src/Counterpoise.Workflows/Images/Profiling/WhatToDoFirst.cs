using System.Globalization;

namespace Counterpoise.Workflows.Images;

/// <summary>The one-page guide in a sentence: what to try first on images, by how many the rarest class has.</summary>
internal static class WhatToDoFirst
{
    /// <summary>Where the figures stand.</summary>
    public const string Page =
        "class weights or logit adjustment get nearly all that any method was measured to gain; docs/what-to-do-first.md of the project "
        + "has the figures";

    // Below this, fine-tuning was never ahead of frozen features in what was measured.
    private const int Few = 100;

    /// <summary>What to try first.</summary>
    /// <param name="rarest">Images of the rarest class.</param>
    public static string OfImages(int rarest) => rarest < Few
        ? string.Create(CultureInfo.InvariantCulture,
            $"begin with frozen features: counterpoise compare … --quick takes minutes, and with {rarest} images of the rarest class "
            + $"there is little to fine-tune on")
        : "begin with frozen features: counterpoise compare … --quick takes minutes and says what fine-tuning has to beat; then "
            + "counterpoise train … --method la";
}
