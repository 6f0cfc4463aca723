using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Methods;

namespace Counterpoise.Cli;

/// <summary>How methods and their options are given on the command line, the same for images and tables.</summary>
internal static class MethodArguments
{
    /// <summary>Options of methods.</summary>
    public static Option<string[]> Options { get; } = new("--option")
    {
        Description = "An option of a method, METHOD.OPTION=VALUE, such as smote.k=3 or acl.initial-temperature=0.07; repeatable. "
            + "counterpoise methods lists them.",
        HelpName = "method.option=value",
    };

    /// <summary>Methods under names of their own.</summary>
    public static Option<string[]> Variants { get; } = new("--variant")
    {
        Description = "A method with options under a name of its own, 'NAME=METHOD;OPTION=VALUE;…', such as 'smote-3=smote;k=3'; "
            + "repeatable. "
            + "In a file it is a mapping under methods.",
        HelpName = "name=method;option=value",
    };

    /// <summary>Adds them to a verb.</summary>
    public static void AddTo(Command command, bool variants)
    {
        HelpGroups.Add(command, "Methods", variants ? [Options, Variants] : [Options]);
    }

    /// <summary>The options as they are given.</summary>
    public static IReadOnlyList<string> OptionsOf(ParseResult parsed) => parsed.GetValue(Options) ?? [];

    /// <summary>The variants as they are given; none where a verb does not take them.</summary>
    public static IReadOnlyList<string> VariantsOf(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Contains(Variants) ? parsed.GetValue(Variants) ?? [] : [];

    /// <summary>Methods of networks by name, with the options and variants of the command line.</summary>
    /// <exception cref="ArgumentException">A name or an option cannot be used.</exception>
    public static Method[] Networks(ParseResult parsed, IEnumerable<string> names) =>
        [.. VariantsIn(parsed, names).Select(Method.Of)];

    /// <summary>Methods by name with the options and variants of the command line, before anybody says what they are trained on.</summary>
    /// <exception cref="ArgumentException">A name or an option cannot be used.</exception>
    public static IReadOnlyList<MethodVariant> VariantsIn(ParseResult parsed, IEnumerable<string> names) =>
        MethodVariants.Parse(names, OptionsOf(parsed), VariantsOf(parsed));

    /// <summary>All options of a method with its values, such as <c>acl.initial-temperature 0.1</c>.</summary>
    public static string Describe(Method method) =>
        method.Composition!.Words.SelectMany(word => method.OptionsOf(word).Options.Select(o => $"{word}.{o.Name} {o.Default}"))
            .ToArray() is { Length: > 0 } texts
            ? string.Join(", ", texts) : "none";
}
