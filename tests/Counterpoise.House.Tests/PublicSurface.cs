using System.Reflection;
using System.Text;

namespace Counterpoise.Tests.House;

/// <summary>The public surface of an assembly as sorted text, one member a line.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Parents(type)).Append('\n');
            foreach (var member in type.GetMembers(Declared).Select(Describe).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type)
            ? "delegate"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Parents(Type type)
    {
        var parents = type.GetInterfaces().Where(i => i.IsVisible && !i.FullName!.StartsWith("System.", StringComparison.Ordinal))
            .Select(Name).Order(StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && !type.IsValueType && parent != typeof(object))
        {
            parents.Insert(0, Name(parent));
        }

        return parents.Count == 0 ? "" : $" : {string.Join(", ", parents)}";
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        FieldInfo f when Visible(f) && !f.IsSpecialName => f.IsLiteral && f.DeclaringType!.IsEnum ? $"{f.Name} = {f.GetRawConstantValue()}"
            : $"field {Static(f.IsStatic)}{Name(f.FieldType)} {f.Name}",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Any(Visible) =>
            $"property {Static(p.GetAccessors(true)[0].IsStatic)}{Name(p.PropertyType)} {p.Name}{Indexer(p)} {{{Accessors(p)} }}",
        EventInfo e when Visible(e.AddMethod!) => $"event {Name(e.EventHandlerType!)} {e.Name}",
        ConstructorInfo c when Visible(c) && !c.IsStatic => $"constructor({Parameters(c)})",
        MethodInfo m when Visible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) && !m.Name.Contains('<')
            && !Generated(m) => $"method {Static(m.IsStatic)}{Name(m.ReturnType)} {m.Name}{Generics(m)}({Parameters(m)})",
        _ => null,
    };

    // What the compiler writes for every record says nothing about the design.
    private static bool Generated(MethodInfo m) =>
        m.Name is "PrintMembers" or "Deconstruct" or "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality";

    private static bool Visible(MethodBase m) => m.IsPublic || ((m.IsFamily || m.IsFamilyOrAssembly) && !m.DeclaringType!.IsSealed);

    private static bool Visible(FieldInfo f) => f.IsPublic || ((f.IsFamily || f.IsFamilyOrAssembly) && !f.DeclaringType!.IsSealed);

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Accessors(PropertyInfo p)
    {
        var init = p.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit") ?? false;
        return (p.GetMethod is { } g && Visible(g) ? " get;" : "") + (p.SetMethod is { } s && Visible(s) ? init ? " init;" : " set;" : "");
    }

    private static string Indexer(PropertyInfo p) => p.GetIndexParameters() is { Length: > 0 } index
        ? $"[{string.Join(", ", index.Select(i => Name(i.ParameterType)))}]" : "";

    private static string Generics(MethodInfo m) => m.IsGenericMethod
        ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase m) => string.Join(", ",
        m.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? " = ?" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter || !type.IsGenericType)
        {
            return type.IsGenericParameter || type.Namespace is "System" ? type.Name : (type.FullName ?? type.Name).Replace('+', '.');
        }

        var plain = type.Name.Split('`')[0];
        var outer = type.Namespace is "System" or "System.Collections.Generic" ? "" : type.Namespace + ".";
        return $"{outer}{plain}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
