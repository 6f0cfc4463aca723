using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Counterpoise.Options;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Models;

/// <summary>Options of a network as texts by snake_case name, for command lines and model cards.</summary>
internal static class BackboneOptionTexts
{
    public static BackboneOptions Read(string architecture, BackboneOptions defaults, IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var known = Properties(defaults).ToDictionary(Name);
        var check = new OptionsCheck($"options of {architecture}");

        // A copy, so that the defaults stay what they are.
        var options = defaults with { Classes = defaults.Classes };
        foreach (var (name, text) in texts)
        {
            if (!known.TryGetValue(name, out var property))
            {
                check.Require(false, $"there is no option '{name}'; known are {string.Join(", ", known.Keys)}");
            }
            else if (Parse(property.PropertyType, text) is { } value)
            {
                property.SetValue(options, value);
            }
            else
            {
                check.Require(false,
                    $"{name} is '{text}', expected {(property.PropertyType == typeof(int) ? "a whole number" : "a number")}");
            }
        }

        check.ThrowIfAny();
        return options;
    }

    private static IEnumerable<PropertyInfo> Properties(BackboneOptions options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.Name != nameof(BackboneOptions.Classes));

    private static string Name(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static object? Parse(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or NotSupportedException)
        {
            return null;
        }
    }
}
