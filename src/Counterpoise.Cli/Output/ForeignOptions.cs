namespace Counterpoise.Cli.Output;

/// <summary>Options that people bring from other programs, and what does the same here.</summary>
internal static class ForeignOptions
{
    private static readonly Dictionary<string, string> Counterparts = new(StringComparer.Ordinal)
    {
        ["--lr"] = "--learning-rate",
        ["--wd"] = "--weight-decay",
        ["--bs"] = "--batch-size",
        ["--batch"] = "--batch-size",
        ["--gpu"] = "--device cuda:0",
        ["--gpus"] = "--device cuda:0",
        ["--model"] = "--architecture",
        ["--backbone"] = "--architecture",
        ["--imgsz"] = "--size",
        ["--img-size"] = "--size",
        ["--image-size"] = "--size",
        ["--hflip"] = "--no-flip",
        ["--vflip"] = "--vertical-flip",
        ["--workers"] = "--threads",
        ["--num-workers"] = "--threads",
        ["--n-jobs"] = "--threads",
        ["--early-stopping"] = "--patience",
        ["--class-weight"] = "--option wce.weights=class:number",
        ["--class-weights"] = "--option wce.weights=class:number",
    };

    /// <summary>What does the same; null where nothing known does, or the verb does not have it.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="options">The names of the verb's options.</param>
    public static string? Counterpart(string name, IEnumerable<string> options) =>
        Counterparts.TryGetValue(name, out var other) && options.Contains(other.Split(' ')[0]) ? other : null;
}
