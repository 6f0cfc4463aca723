using System.Reflection;

namespace Counterpoise.Options;

/// <summary>An option: the properties that lead to it from the record, and how its texts are read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Properties">From the record to the value.</param>
/// <param name="Converter">How texts become values.</param>
internal sealed record OptionPath(string Name, IReadOnlyList<PropertyInfo> Properties, OptionConverters.Converter Converter)
{
    private const string Nothing = "null";

    /// <summary>What values look like.</summary>
    public string Kind => MayBeNull ? $"{Converter.Kind}, or {Nothing}" : Converter.Kind;

    /// <summary>Whether results depend on it.</summary>
    public bool HasEffect => Properties[^1].GetCustomAttribute<SpeedOnlyAttribute>() is null;

    private bool MayBeNull => Nullable.GetUnderlyingType(Properties[^1].PropertyType) is not null
        || Properties[^1].PropertyType == typeof(OwnClassWeights);

    /// <summary>The options of a type; those of records within it go by the name of their property, a dot and their own.</summary>
    public static IEnumerable<OptionPath> Of(Type type, OptionConverters converters)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true }))
        {
            var (name, inner) = (OptionNames.Of(property), Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            if (converters.Find(inner) is { } converter)
            {
                yield return new(name, [property], converter);
                continue;
            }

            if (Copying(inner) is null)
            {
                throw new NotSupportedException(
                    $"{type.Name}.{property.Name} is of type {inner.Name}, which has no converter and is no record: add a converter");
            }

            foreach (var part in Of(inner, converters))
            {
                yield return new($"{name}.{part.Name}", [property, .. part.Properties], part.Converter);
            }
        }
    }

    public OptionDescription Describe(object defaults) => new(Name, Kind, DefaultText(defaults), XmlDocumentation.Of(Properties[^1]));

    public string DefaultText(object defaults)
    {
        var value = Properties.Aggregate((object?)defaults, (at, property) => at is null ? null : property.GetValue(at));
        return value is null ? Nothing : Converter.Text(value);
    }

    /// <summary>Reads a value.</summary>
    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public string? Parse(string text, out object? value)
    {
        value = null;
        if (MayBeNull && text.Equals(Nothing, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            value = Converter.Parse(text.Trim());
            return null;
        }
        catch (Exception fault) when (fault is OptionValueException or InvalidOptionsException)
        {
            return fault.Message;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return $"expected {Kind}";
        }
    }

    /// <summary>One spelling for a value; a value that cannot say what it is keeps that in which it was given.</summary>
    public string Canonical(string text, object? value) =>
        value is null ? Nothing : Converter.Text(value) is { Length: > 0 } said ? said : text.Trim();

    /// <summary>A copy of the record with the value in it.</summary>
    public object Set(object record, object? value) => Set(record, 0, value);

    private object Set(object record, int at, object? value)
    {
        var copy = Copying(record.GetType())!.Invoke(record, [])!;
        var property = Properties[at];
        property.SetValue(copy, at == Properties.Count - 1 ? value
            : Set(property.GetValue(record) ?? Activator.CreateInstance(property.PropertyType)!, at + 1, value));
        return copy;
    }

    /// <summary>The method with which the compiler copies a record for <c>with</c>.</summary>
    private static MethodInfo? Copying(Type type) => type.GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance);
}
