using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterpoise.Methods;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Output;

/// <summary>
/// What is wrong with a command line, in the words of people: options that there are not, and values of another kind than expected.
/// </summary>
internal static class ParseFaults
{
    /// <summary>Refuses words that are meant as options and are none; a list of inputs or values would take them for its own.</summary>
    /// <exception cref="InputException">There is one; the message names the nearest option.</exception>
    public static void RequireKnownOptions(ParseResult parsed, string[] args)
    {
        if (args.Contains("--"))
        {
            return;
        }

        var command = parsed.CommandResult;
        var lists = command.Command.Options.Where(o => o.AllowMultipleArgumentsPerToken).Select(o => parsed.GetResult(o))
            .OfType<OptionResult>().Where(r => !r.Implicit).SelectMany(r => r.Tokens);
        var inputs = command.Command.Arguments.Select(a => parsed.GetResult(a)).OfType<ArgumentResult>().SelectMany(r => r.Tokens);

        // Behind a verb that there is not, every option is unknown: the verb is the mistake.
        var unmatched = command.Command is RootCommand ? parsed.UnmatchedTokens.Take(1) : parsed.UnmatchedTokens;
        var meant = inputs.Concat(lists).Select(t => t.Value).Concat(unmatched)
            .FirstOrDefault(text => text.StartsWith("--", StringComparison.Ordinal));
        if (meant is null)
        {
            return;
        }

        var name = meant.Split('=', ':')[0];
        if (RetiredOptions.Successor(name) is { } successor)
            throw new InputException($"there is no option '{name}' any more: give {successor}");
        if (ForeignOptions.Counterpart(name, Options(command).Select(o => o.Name)) is { } counterpart)
            throw new InputException($"there is no option '{name}': what does the same is {counterpart}");
        var nearest = Options(command).Select(o => o.Name).OrderBy(known => NearestNames.Distance(name, known)).First();
        var verb = string.Join(' ', ["counterpoise", .. CommandLine.Verb(command)]);
        throw new InputException(
            $"there is no option "
            + $"'{name}'{(NearestNames.Distance(name, nearest) <= name.Length / 3 ? $": did you mean {nearest}?" : ".")} {verb} --help "
            + $"lists what there is");
    }

    /// <summary>Refuses an option of one value that is given several.</summary>
    /// <exception cref="InputException">There is one.</exception>
    public static void RequireOnce(ParseResult parsed)
    {
        var twice = Options(parsed.CommandResult).Where(o => o.Arity.MaximumNumberOfValues == 1).Select(o => parsed.GetResult(o))
            .OfType<OptionResult>().FirstOrDefault(r => !r.Implicit
            && (r.Tokens.Count > 1 || (r.IdentifierTokenCount > 1 && r.Tokens.Count > 0)));
        if (twice is not null)
            throw new InputException(
                $"{twice.Option.Name} is given {Math.Max(twice.Tokens.Count, twice.IdentifierTokenCount)} times "
                + $"({string.Join(", ", twice.Tokens.Take(3).Select(t => t.Value))}); expected once");
    }

    /// <summary>What is wrong, a line for each mistake: values of another kind in our words, the rest in those of the parser.</summary>
    public static string ForPeople(IEnumerable<ParseError> errors) =>
        string.Join(Environment.NewLine, errors.Select(error => Misread(error.SymbolResult) ?? error.Message).Distinct());

    private static string? Misread(SymbolResult? symbol)
    {
        var (name, type) = symbol switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", typeof(string)),
        };
        var inner = Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type;
        (string Expected, Predicate<string> Reads)? kind = inner switch
        {
            _ when inner == typeof(bool) => ("true or false", text => bool.TryParse(text, out _)),
            _ when inner == typeof(int) => ("a whole number", text => int.TryParse(text, CultureInfo.InvariantCulture, out _)),
            _ when inner == typeof(long) => ("a whole number", text => long.TryParse(text, CultureInfo.InvariantCulture, out _)),
            _ when inner == typeof(ulong) => ("a whole number of at least 0",
                text => ulong.TryParse(text, CultureInfo.InvariantCulture, out _)),
            _ when inner == typeof(double) => ("a number, such as 0.5", text => double.TryParse(text, CultureInfo.InvariantCulture, out _)),
            _ => null,
        };
        return kind is { } number && symbol!.Tokens.FirstOrDefault(t => !number.Reads(t.Value)) is { } token
            ? $"{name} is '{token.Value}': expected {number.Expected}" : null;
    }

    private static IEnumerable<Option> Options(CommandResult command) =>
        command.Command.Options.Concat(command.Parent is CommandResult parent ? parent.Command.Options.Where(o => o.Recursive) : [])
        .Where(o => !o.Hidden);
}
