using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Messages;
using Counterpoise.Profiles;
using Counterpoise.Vision.Duplicates;

namespace Counterpoise.Workflows.Images;

/// <summary>What to try first on images, and what not to: the advice of the class counts, and what images add to it.</summary>
internal static class ImageAdvice
{
    /// <summary>
    /// From this range of τ over all class distributions on, in shares of τ0, the adaptive rule moves enough to be told from constants.
    /// </summary>
    private const double MovingSigma = 0.1;

    /// <summary>The batch of training by default.</summary>
    private const int BatchSize = 64;

    /// <summary>What to do about images on two sides of a split.</summary>
    public const string AgainstLeaks = "remove copies, or name what belongs together with --group-column; counterpoise profile lists pairs";

    public static IReadOnlyList<Advice> Of(ImageProfile profile)
    {
        // Pixels halfway between two images are no image, so nothing is said of interpolation.
        return [.. OfFiles(profile), .. DataAdvice.OfItems(profile.Classes, "image"), .. OfTraining(profile)];
    }

    private static IEnumerable<Advice> OfFiles(ImageProfile p)
    {
        if (p.Unreadable.Count > 0)
            yield return new Advice(AdviceKind.Do, "repair or remove the images that cannot be read, or train with --unreadable skip",
                Text($"{p.Unreadable.Count} images cannot be read, the first: {p.Unreadable[0].Name}"));
        if (p.Dataset.PassedOver.Count > 0)
            yield return new Advice(AdviceKind.Do, PassedOverImages.Remedy, MostHit(p));
        if (p.Deep.Describe() is { } dark)
            yield return new Advice(AdviceKind.Do, Text($"train and compare with --sixteen-bit-depth {p.Deep.BitsInUse}"), dark);
        if (p.Shapes.Describe() is { } cut)
            yield return new Advice(AdviceKind.Do, "try --fit pad or --fit squash where what matters may lie at the edge", cut);
        if (p.Duplicates is not { } d)
            yield break;
        if (d.LabelConflicts.Count > 0)
            yield return new Advice(AdviceKind.Do, "look at images that look the same and have different classes: one of each pair may be "
                + "labelled wrongly", Found("look the same and have different classes", d.LabelConflicts));
        if (d.AcrossSplits.Count > 0)
            yield return new Advice(AdviceKind.Do, "move near-duplicates to one side of the split: a copy in the test split is a leak",
                Found("look the same in different splits", d.AcrossSplits));
        else if (d.AcrossGroups.Count > 0 && Splits(p))
            yield return new Advice(AdviceKind.Do, "look at images of different groups that look the same: where they are copies, join the "
                + "groups or drop one of each pair, for a split by group can put them on both sides",
                Found("look the same and belong to different groups", d.AcrossGroups));
        else if (d.Pairs.Count > 0 && Splits(p) && !p.Dataset.HasGroups)
            yield return new Advice(AdviceKind.Do, "drop repeated images, or name what belongs together with --group-column: a random "
                + "split puts copies on both sides", Found("look the same", d.Pairs));

        string Found(string what, IReadOnlyList<NearDuplicatePair> pairs) =>
            Text($"{pairs.Count} pairs {what}, {pairs.Count(pair => pair.IsExact)} of them copies byte by byte; the first: "
                + $"{Pair(p, pairs.OrderByDescending(pair => pair.IsExact).First())}"
                + $"{(NearDuplicateReport.AreOfOneKind(d.Pairs, p.Dataset.Count) ? "; so many are rather pictures of one kind than copies"
                : "")}");
    }

    /// <summary>The class that loses the largest share of its images by files that are left out.</summary>
    private static string MostHit(ImageProfile p)
    {
        var counts = p.Dataset.CountClasses();
        var lost = p.Dataset.PassedOver.Where(image => image.ClassName is not null).CountBy(image => image.ClassName!).ToDictionary();
        var found = Text($"{p.Dataset.PassedOver.Count} files that look like images are left out, the first: "
            + $"{p.Dataset.PassedOver[0].Path} ({p.Dataset.PassedOver[0].Reason})");
        var worst = p.Dataset.ClassNames.Select(
            (name, label) => (Name: name, Lost: lost.GetValueOrDefault(name), All: lost.GetValueOrDefault(name) + counts[label]))
                .MaxBy(c => c.All == 0 ? 0 : c.Lost / (double)c.All);
        return worst.Lost == 0 ? found : Text($"{found}; class '{worst.Name}' loses most by them, {worst.Lost} of {worst.All}");
    }

    /// <summary>Whether splits will be drawn: the data does not name them for all images.</summary>
    private static bool Splits(ImageProfile p) => p.Splits.ContainsKey(Vision.Sources.DatasetSplit.Unassigned);

    private static IEnumerable<Advice> OfTraining(ImageProfile p)
    {
        if (DomainPreset.Of(p.Dataset) is { } fitting)
            yield return new Advice(AdviceKind.Do, $"train and compare with --augmentation {fitting.Preset.ToString().ToLowerInvariant()}",
                fitting.Evidence);
        if (p.Classes.ImbalanceRatio < DataAdvice.MildRatio)
            yield break;
        yield return new Advice(AdviceKind.Do, WhatToDoFirst.OfImages(p.Classes.Classes.Where(c => c.Count > 0).Min(c => c.Count)),
            WhatToDoFirst.Page);
        yield return new Advice(AdviceKind.Do, "compare with the controls before believing in a method: counterpoise compare … --methods "
            + "ce,post-hoc-la,wce,la,ce+supcon,wce+supcon,acl",
            "weights and logit adjustment, also after plain training (post-hoc-la), cost nothing and often suffice; the fixed-constant "
            + "control shows what adapting τ and λ is worth");
        var present = p.Classes.Classes.Where(c => c.Count > 0).ToArray();
        var largest = Math.Sqrt(present.Length - 1) / present.Length;
        foreach (var warning in p.Constants.Warnings)
            yield return new Advice(AdviceKind.DoNot, "do not expect the adaptive rule to adapt here: its constants are clipped", warning);
        if (p.Constants.Warnings.Count == 0 && p.Constants.Sigma < MovingSigma)
            yield return new Advice(AdviceKind.DoNot, "do not expect the adaptive rule to differ much from fixed constants",
                Text($"σ is {p.Constants.Sigma:0.000}, so τ and λ lie within {p.Constants.Sigma:0.0%} of their base values; "
                    + $"{present.Length} classes allow σ {largest:0.000} at most"));
        foreach (var c in present.Where(c => BatchSize * c.Share < 1))
            yield return new Advice(AdviceKind.Do, $"try --sampler class-aware for class '{c.Name}', or larger batches: a contrastive term "
                + $"needs another image of the class in the batch",
                Text($"a batch of {BatchSize} holds {BatchSize * c.Share:0.00} images of '{c.Name}' on average"));
    }

    /// <summary>The clip of a value, in words.</summary>
    public static string Clip(ClipEffect effect) => effect switch
    {
        ClipEffect.RaisedToMinimum => "clipped to its minimum: constant from here on",
        ClipEffect.LoweredToMaximum => "clipped to its maximum: constant from here on",
        _ => "adapts: it is not clipped",
    };

    private static string Pair(ImageProfile p, NearDuplicatePair pair) =>
        $"{p.Dataset.Samples[pair.First].Name} and {p.Dataset.Samples[pair.Second].Name}";

    private static string Text(Message text) => text.ToString();
}
