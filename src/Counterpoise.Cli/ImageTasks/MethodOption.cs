using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterpoise.Learning.Methods;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>One option of the methods on the command line. A method that it does not concern stays as it is, and so does the hash of its cells.</summary>
internal abstract class MethodOption
{
    public abstract Option Option { get; }

    /// <summary>Name and value in a method, such as <c>projection mlp</c>; null where it has none.</summary>
    public abstract string? Describe(MethodOptions options);

    public abstract bool Concerns(MethodOptions options);

    /// <summary>The method's options with the value of the line or the file in them.</summary>
    public abstract MethodOptions Apply(ParseResult parsed, MethodOptions options);
}

/// <summary>An option of nullable type T, which is null where nothing is given and the chosen methods differ.</summary>
internal sealed class MethodOption<T> : MethodOption
{
    private readonly Option<T> _option;
    private readonly Func<MethodOptions, bool> _concerns;
    private readonly Func<MethodOptions, T> _get;
    private readonly Func<MethodOptions, T, MethodOptions> _set;

    /// <param name="name">With its dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="concerns">Which methods have it.</param>
    /// <param name="get">A method's own value, which is the default.</param>
    /// <param name="set">Puts a value into a method that has the option.</param>
    /// <param name="chosen">The methods of the line.</param>
    public MethodOption(string name, string description, Func<MethodOptions, bool> concerns, Func<MethodOptions, T> get, Func<MethodOptions, T, MethodOptions> set, Func<SymbolResult, IReadOnlyList<Method>> chosen)
    {
        (_concerns, _get, _set) = (concerns, get, set);
        _option = new Option<T>(name)
        {
            Description = get(new MethodOptions()) is { } usual ? string.Create(CultureInfo.InvariantCulture, $"{description} [default: {usual}, or the method's own]") : description,
            DefaultValueFactory = result => chosen(result).Where(m => concerns(m.Options)).Select(m => get(m.Options)).Distinct().ToArray() is [var same] ? same : default!,
        };
    }

    public override Option<T> Option => _option;

    public override string? Describe(MethodOptions options) =>
        Concerns(options) && _get(options) is { } value ? string.Create(CultureInfo.InvariantCulture, $"{_option.Name.TrimStart('-')} {value}") : null;

    public override bool Concerns(MethodOptions options) => _concerns(options);

    public override MethodOptions Apply(ParseResult parsed, MethodOptions options) =>
        Concerns(options) && parsed.GetValue(_option) is { } value ? _set(options, value) : options;
}
