namespace Counterpoise.Cli.Output;

/// <summary>Options of earlier versions, and what is written in their place.</summary>
internal static class RetiredOptions
{
    private static readonly Dictionary<string, string> Successors = new(StringComparer.Ordinal)
    {
        ["--initial-temperature"] = "acl.initial-temperature=",
        ["--minimum-temperature"] = "acl.minimum-temperature=",
        ["--maximum-temperature"] = "acl.maximum-temperature=",
        ["--initial-weight"] = "acl.initial-weight=",
        ["--minimum-weight"] = "acl.minimum-weight=",
        ["--maximum-weight"] = "acl.maximum-weight=",
        ["--sigma-mode"] = "acl.sigma-mode=",
        ["--sigma-ddof"] = "acl.delta-degrees-of-freedom=",
        ["--fixed-temperature"] = "supcon.temperature=",
        ["--fixed-weight"] = "supcon.weight=",
        ["--base-temperature"] = "supcon.scale-temperature=",
        ["--positives"] = "kcl.positives=",
        ["--target-weight"] = "tsc.target-weight=",
        ["--prototype-margin"] = "supproto.margin=",
        ["--sample-weight"] = "paco.sample-weight=",
        ["--projection"] = "acl.projection=",
        ["--projection-size"] = "acl.projection-size=",
        ["--deferred-share"] = "ldam.deferred-share=",
        ["--stage-epochs"] = "crt.epochs=",
        ["--stage-rate"] = "crt.learning-rate=",
        ["--reduction"] = "wce.reduction=sum --option acl.reduction=",
        ["--anchors-without-positives"] = "acl.reduction=mean-of-valid",
        ["--weight-scale"] = "wce.scale=",
        ["--adjustment-strength"] = "la.strength=",
        ["--effective-number-beta"] = "cb.beta=",
        ["--largest-margin"] = "ldam.largest-margin=",
        ["--margin-scale"] = "ldam.scale=",
        ["--vector-gamma"] = "vs.gamma=",
        ["--focal-gamma"] = "focal.gamma=",
    };

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["--trained-shares"] = "--trained-priors",
        ["--shares"] = "--priors",
        ["--part"] = "--split",
    };

    /// <summary>What is written in place of an option; null where it was none.</summary>
    /// <param name="name">The option, with its dashes.</param>
    public static string? Successor(string name) => Renamed.GetValueOrDefault(name) ?? OfMethod(name);

    private static string? OfMethod(string name) => Successors.TryGetValue(name, out var option)
        ? $"--option {option}{(option.EndsWith('=') ? "…" : "")} with the method's own name before the dot; counterpoise methods lists "
            + $"what each has" : null;
}
