/// What usage is grouped by.
public enum UsageDimension: Sendable, Hashable, Comparable, CustomStringConvertible {
    case model, day, session, team, feature, project, user, key
    /// A field, attribute, column or tag of the log with any name.
    case label(String)

    /// The dimensions that have a name of their own.
    public static let named: [UsageDimension] = [.model, .day, .session, .team, .feature, .project, .user, .key]

    /// The named dimension that is called so.
    public init?(_ name: some StringProtocol) {
        guard let found = UsageDimension.named.first(where: { $0.description == name }) else { return nil }
        self = found
    }

    public var description: String {
        switch self {
        case .model: "model"
        case .day: "day"
        case .session: "session"
        case .team: "team"
        case .feature: "feature"
        case .project: "project"
        case .user: "user"
        case .key: "key"
        case .label(let name): name
        }
    }

    public static func < (left: UsageDimension, right: UsageDimension) -> Bool {
        left.description < right.description
    }

    /// The names under which logs hold it, the best first: a readable name before an identifier.
    var fields: [String] {
        switch self {
        case .model, .day, .session: []
        case .team:
            [
                "team", "team_alias", "team_name", "user_api_key_team_alias", "team.name", "team_id",
                "user_api_key_team_id", "team.id",
            ]
        case .feature: ["feature", "feature_name", "feature.name", "app_name", "gen_ai.agent.name", "service.name"]
        case .project:
            [
                "project", "project_name", "project.name", "project_id", "project.id", "workspace", "workspace_name",
                "workspace_id", "cwd",
            ]
        case .user:
            ["user", "user_email", "user_name", "user_id", "userId", "end_user", "enduser.id", "user.id", "user.email"]
        case .key: ["api_key_name", "key_alias", "user_api_key_alias", "api_key_id", "api_key", "key_name"]
        case .label(let name): [name]
        }
    }
}
