using System.Reflection;
using Counterpoise.Messages;

namespace Counterpoise.Options;

/// <summary>
/// The options of a record by name, found by reflection: names, kinds, defaults and documentation; and the one way in which texts become
/// its values.
/// </summary>
public sealed class OptionSchema
{
    private readonly object _defaults;
    private readonly IReadOnlyList<OptionPath> _paths;

    private OptionSchema(object defaults, IReadOnlyList<OptionPath> paths) => (_defaults, _paths) = (defaults, paths);

    /// <summary>The options, in the order of the properties; those of a record within the record stand behind its name and a dot.</summary>
    public IReadOnlyList<OptionDescription> Options => [.. _paths.Select(p => p.Describe(_defaults))];

    /// <summary>The options of a record.</summary>
    /// <param name="defaults">The record with its defaults.</param>
    /// <param name="converters">How texts become values; null for <see cref="OptionConverters.Standard"/>.</param>
    /// <exception cref="NotSupportedException">A property's type has no converter and is no record.</exception>
    public static OptionSchema Of(object defaults, OptionConverters? converters = null)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        return new(defaults, [.. OptionPath.Of(defaults.GetType(), converters ?? OptionConverters.Standard)]);
    }

    /// <summary>Some of the options, each under a name of its own.</summary>
    /// <param name="named">New name and name here.</param>
    /// <exception cref="ArgumentException">There is no option of a name.</exception>
    public OptionSchema Pick(params IEnumerable<(string Name, string Of)> named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return new(_defaults,
            [.. named.Select(n => (
            Find(n.Of) ?? throw new ArgumentException($"there is no option '{n.Of}'; there are {Names}", nameof(named)))
            with { Name = n.Name })]);
    }

    /// <summary>Whether there is an option of a name.</summary>
    /// <param name="name">The name; dashes and underscores are one.</param>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Puts values into a copy of the record, and checks it.</summary>
    /// <param name="owner">Whose options they are, such as <c>smote</c>, for messages.</param>
    /// <param name="values">Texts by name; dashes and underscores in names are one.</param>
    /// <param name="onto">The record to start from; null for the defaults.</param>
    /// <returns>The record, and what in it is not the default.</returns>
    /// <exception cref="InvalidOptionsException">A name is unknown, or a value cannot be used; all faults are listed.</exception>
    public BoundOptions Bind(string owner, IReadOnlyDictionary<string, string> values, object? onto = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (bound, changed, faults) =
            (onto ?? _defaults, new SortedDictionary<string, string>(StringComparer.Ordinal), new List<Message>());
        foreach (var (name, text) in values)
        {
            if (Find(name) is not { } path)
            {
                faults.Add(Unknown(owner, name));
            }
            else if (path.Parse(text, out var value) is { } fault)
            {
                faults.Add($"{owner}.{path.Name} is '{text}'; {fault}");
            }
            else
            {
                bound = path.Set(bound, value);
                if (path.HasEffect && path.Canonical(text, value) is var canonical && canonical != path.DefaultText(_defaults))
                {
                    changed[path.Name] = canonical;
                }
            }
        }

        Check(owner, bound, faults);
        return faults.Count > 0 ? throw new InvalidOptionsException($"options of {owner}", faults) : new BoundOptions(bound, changed);
    }

    private string Names => _paths.Count == 0 ? "none" : string.Join(", ", _paths.Select(p => p.Name));

    private OptionPath? Find(string name) => _paths.FirstOrDefault(p => p.Name == OptionNames.Typed(name));

    private string Unknown(string owner, string name) => _paths.Count == 0
        ? $"{owner} has no options, and '{name}' is given: leave it out"
        : $"{owner} has no option '{name}'; it has {Names}";

    /// <summary>A fault with the options in place of the properties; of one that names none, with the owner before it.</summary>
    private Message Named(string owner, Message fault)
    {
        string? Option(MessagePart part) => part is SettingPart setting
            && _paths.FirstOrDefault(p => p.Properties[^1].Name == setting.Property) is { } path ? $"{owner}.{path.Name}" : null;
        return fault.Parts.Any(p => Option(p) is not null) ? fault.Word(Option) : $"{owner}: {fault}";
    }

    private void Check(string owner, object bound, List<Message> faults)
    {
        if (faults.Count > 0 || bound.GetType().GetMethod("Validate", BindingFlags.Public | BindingFlags.Instance, []) is not { } validate)
        {
            return;
        }

        try
        {
            validate.Invoke(bound, []);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is InvalidOptionsException invalid)
        {
            faults.AddRange(invalid.Faults.Select(f => Named(owner, f)));
        }
        catch (TargetInvocationException fault) when (fault.InnerException is ArgumentException invalid)
        {
            faults.Add($"{owner}: {invalid.Message}");
        }
    }
}
