// Generated from waymark.proto by `npm run generate`: do not edit.
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const waymark = $root.waymark = (() => {

    /**
     * Namespace waymark.
     * @exports waymark
     * @namespace
     */
    const waymark = {};

    waymark.Record = (function() {

        /**
         * Properties of a Record.
         * @typedef {Object} waymark.Record.$Properties
         * @property {waymark.Events.$Properties|null} [events] Record events
         * @property {waymark.Link.$Properties|null} [link] Record link
         * @property {waymark.Tick.$Properties|null} [tick] Record tick
         * @property {waymark.Activate.$Properties|null} [activate] Record activate
         * @property {waymark.Command.$Properties|null} [command] Record command
         * @property {waymark.Replay.$Properties|null} [replay] Record replay
         * @property {"events"|"link"|"tick"|"activate"|"command"|"replay"} [body] Record body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Record.
         * @memberof waymark
         * @interface IRecord
         * @augments waymark.Record.$Properties
         * @deprecated Use waymark.Record.$Properties instead.
         */

        /**
         * Narrowed shape of a Record.
         * @typedef {{
         *   events?: waymark.Events.$Shape|null;
         *   link?: waymark.Link.$Shape|null;
         *   tick?: waymark.Tick.$Shape|null;
         *   activate?: waymark.Activate.$Shape|null;
         *   command?: waymark.Command.$Shape|null;
         *   replay?: waymark.Replay.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; events?: null; link?: null; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "events"; events: waymark.Events.$Shape; link?: null; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "link"; events?: null; link: waymark.Link.$Shape; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "tick"; events?: null; link?: null; tick: waymark.Tick.$Shape; activate?: null; command?: null; replay?: null }|{ body?: "activate"; events?: null; link?: null; tick?: null; activate: waymark.Activate.$Shape; command?: null; replay?: null }|{ body?: "command"; events?: null; link?: null; tick?: null; activate?: null; command: waymark.Command.$Shape; replay?: null }|{ body?: "replay"; events?: null; link?: null; tick?: null; activate?: null; command?: null; replay: waymark.Replay.$Shape })
         * )} waymark.Record.$Shape
         */

        /**
         * Constructs a new Record.
         * @memberof waymark
         * @classdesc Represents a Record.
         * @constructor
         * @param {waymark.Record.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Record = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Record events.
         * @member {waymark.Events.$Properties|null|undefined} events
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.events = null;

        /**
         * Record link.
         * @member {waymark.Link.$Properties|null|undefined} link
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.link = null;

        /**
         * Record tick.
         * @member {waymark.Tick.$Properties|null|undefined} tick
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.tick = null;

        /**
         * Record activate.
         * @member {waymark.Activate.$Properties|null|undefined} activate
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.activate = null;

        /**
         * Record command.
         * @member {waymark.Command.$Properties|null|undefined} command
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.command = null;

        /**
         * Record replay.
         * @member {waymark.Replay.$Properties|null|undefined} replay
         * @memberof waymark.Record
         * @instance
         */
        Record.prototype.replay = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Record body.
         * @member {"events"|"link"|"tick"|"activate"|"command"|"replay"|undefined} body
         * @memberof waymark.Record
         * @instance
         */
        $Object.defineProperty(Record.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["events", "link", "tick", "activate", "command", "replay"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Record instance using the specified properties.
         * @function create
         * @memberof waymark.Record
         * @static
         * @param {waymark.Record.$Properties=} [properties] Properties to set
         * @returns {waymark.Record} Record instance
         * @type {{
         *   (properties: waymark.Record.$Shape): waymark.Record & waymark.Record.$Shape;
         *   (properties?: waymark.Record.$Properties): waymark.Record;
         * }}
         */
        Record.create = function(properties) {
            return new Record(properties);
        };

        /**
         * Encodes the specified Record message. Does not implicitly {@link waymark.Record.verify|verify} messages.
         * @function encode
         * @memberof waymark.Record
         * @static
         * @param {waymark.Record.$Properties} message Record message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Record.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                $root.waymark.Events.encode(message.events, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.link != null && $Object.hasOwnProperty.call(message, "link"))
                $root.waymark.Link.encode(message.link, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.tick != null && $Object.hasOwnProperty.call(message, "tick"))
                $root.waymark.Tick.encode(message.tick, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.activate != null && $Object.hasOwnProperty.call(message, "activate"))
                $root.waymark.Activate.encode(message.activate, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                $root.waymark.Command.encode(message.command, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.replay != null && $Object.hasOwnProperty.call(message, "replay"))
                $root.waymark.Replay.encode(message.replay, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Record
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Record & waymark.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Record.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Record();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.events = $root.waymark.Events.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                        message.body = "events";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.link = $root.waymark.Link.decode(reader, reader.size(), $undefined, _depth + 1, message.link);
                        message.body = "link";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.tick = $root.waymark.Tick.decode(reader, reader.size(), $undefined, _depth + 1, message.tick);
                        message.body = "tick";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.activate = $root.waymark.Activate.decode(reader, reader.size(), $undefined, _depth + 1, message.activate);
                        message.body = "activate";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.command = $root.waymark.Command.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                        message.body = "command";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.replay = $root.waymark.Replay.decode(reader, reader.size(), $undefined, _depth + 1, message.replay);
                        message.body = "replay";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Record;
    })();

    waymark.Events = (function() {

        /**
         * Properties of an Events.
         * @typedef {Object} waymark.Events.$Properties
         * @property {Array.<string>|null} [strings] Events strings
         * @property {Array.<waymark.Event.$Properties>|null} [events] Events events
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Events.
         * @memberof waymark
         * @interface IEvents
         * @augments waymark.Events.$Properties
         * @deprecated Use waymark.Events.$Properties instead.
         */

        /**
         * Shape of an Events.
         * @typedef {{
         *   strings?: Array.<string>|null;
         *   events?: Array.<waymark.Event.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Events.$Shape
         */

        /**
         * Constructs a new Events.
         * @memberof waymark
         * @classdesc Represents an Events.
         * @constructor
         * @param {waymark.Events.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Events = function (properties) {
            this.strings = [];
            this.events = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Events strings.
         * @member {Array.<string>} strings
         * @memberof waymark.Events
         * @instance
         */
        Events.prototype.strings = $util.emptyArray;

        /**
         * Events events.
         * @member {Array.<waymark.Event.$Properties>} events
         * @memberof waymark.Events
         * @instance
         */
        Events.prototype.events = $util.emptyArray;

        /**
         * Creates a new Events instance using the specified properties.
         * @function create
         * @memberof waymark.Events
         * @static
         * @param {waymark.Events.$Properties=} [properties] Properties to set
         * @returns {waymark.Events} Events instance
         * @type {{
         *   (properties: waymark.Events.$Shape): waymark.Events & waymark.Events.$Shape;
         *   (properties?: waymark.Events.$Properties): waymark.Events;
         * }}
         */
        Events.create = function(properties) {
            return new Events(properties);
        };

        /**
         * Encodes the specified Events message. Does not implicitly {@link waymark.Events.verify|verify} messages.
         * @function encode
         * @memberof waymark.Events
         * @static
         * @param {waymark.Events.$Properties} message Events message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Events.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.strings != null && message.strings.length)
                for (let i = 0; i < message.strings.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.strings[i]);
            if (message.events != null && message.events.length)
                for (let i = 0; i < message.events.length; ++i)
                    $root.waymark.Event.encode(message.events[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Events message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Events
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Events & waymark.Events.$Shape} Events
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Events.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Events();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.strings && message.strings.length))
                            message.strings = [];
                        message.strings.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.events && message.events.length))
                            message.events = [];
                        message.events.push($root.waymark.Event.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Events;
    })();

    waymark.Event = (function() {

        /**
         * Properties of an Event.
         * @typedef {Object} waymark.Event.$Properties
         * @property {number|null} [kind] Event kind
         * @property {number|null} [name] Event name
         * @property {number|null} [timeMs] Event timeMs
         * @property {string|null} [messageId] Event messageId
         * @property {Array.<waymark.Identifier.$Properties>|null} [identifiers] Event identifiers
         * @property {Array.<waymark.Property.$Properties>|null} [properties] Event properties
         * @property {number|null} [source] Event source
         * @property {number|null} [receivedMs] Event receivedMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Event.
         * @memberof waymark
         * @interface IEvent
         * @augments waymark.Event.$Properties
         * @deprecated Use waymark.Event.$Properties instead.
         */

        /**
         * Shape of an Event.
         * @typedef {{
         *   kind?: number|null;
         *   name?: number|null;
         *   timeMs?: number|null;
         *   messageId?: string|null;
         *   identifiers?: Array.<waymark.Identifier.$Shape>|null;
         *   properties?: Array.<waymark.Property.$Shape>|null;
         *   source?: number|null;
         *   receivedMs?: number|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Event.$Shape
         */

        /**
         * Constructs a new Event.
         * @memberof waymark
         * @classdesc Represents an Event.
         * @constructor
         * @param {waymark.Event.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Event = function (properties) {
            this.identifiers = [];
            this.properties = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Event kind.
         * @member {number} kind
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.kind = 0;

        /**
         * Event name.
         * @member {number} name
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.name = 0;

        /**
         * Event timeMs.
         * @member {number} timeMs
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.timeMs = 0;

        /**
         * Event messageId.
         * @member {string} messageId
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.messageId = "";

        /**
         * Event identifiers.
         * @member {Array.<waymark.Identifier.$Properties>} identifiers
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.identifiers = $util.emptyArray;

        /**
         * Event properties.
         * @member {Array.<waymark.Property.$Properties>} properties
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.properties = $util.emptyArray;

        /**
         * Event source.
         * @member {number} source
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.source = 0;

        /**
         * Event receivedMs.
         * @member {number} receivedMs
         * @memberof waymark.Event
         * @instance
         */
        Event.prototype.receivedMs = 0;

        /**
         * Creates a new Event instance using the specified properties.
         * @function create
         * @memberof waymark.Event
         * @static
         * @param {waymark.Event.$Properties=} [properties] Properties to set
         * @returns {waymark.Event} Event instance
         * @type {{
         *   (properties: waymark.Event.$Shape): waymark.Event & waymark.Event.$Shape;
         *   (properties?: waymark.Event.$Properties): waymark.Event;
         * }}
         */
        Event.create = function(properties) {
            return new Event(properties);
        };

        /**
         * Encodes the specified Event message. Does not implicitly {@link waymark.Event.verify|verify} messages.
         * @function encode
         * @memberof waymark.Event
         * @static
         * @param {waymark.Event.$Properties} message Event message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Event.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.kind);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.name);
            if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.timeMs);
            if (message.messageId != null && $Object.hasOwnProperty.call(message, "messageId") && message.messageId !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.messageId);
            if (message.identifiers != null && message.identifiers.length)
                for (let i = 0; i < message.identifiers.length; ++i)
                    $root.waymark.Identifier.encode(message.identifiers[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.properties != null && message.properties.length)
                for (let i = 0; i < message.properties.length; ++i)
                    $root.waymark.Property.encode(message.properties[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.source);
            if (message.receivedMs != null && $Object.hasOwnProperty.call(message, "receivedMs") && !$Object.is(message.receivedMs, 0))
                writer.uint32(/* id 8, wireType 1 =*/65).double(message.receivedMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Event message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Event
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Event & waymark.Event.$Shape} Event
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Event.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Event();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.timeMs = value;
                        else
                            delete message.timeMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.messageId = value;
                        else
                            delete message.messageId;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.identifiers && message.identifiers.length))
                            message.identifiers = [];
                        message.identifiers.push($root.waymark.Identifier.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.properties && message.properties.length))
                            message.properties = [];
                        message.properties.push($root.waymark.Property.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.receivedMs = value;
                        else
                            delete message.receivedMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Event;
    })();

    waymark.Identifier = (function() {

        /**
         * Properties of an Identifier.
         * @typedef {Object} waymark.Identifier.$Properties
         * @property {number|null} [type] Identifier type
         * @property {string|null} [value] Identifier value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Identifier.
         * @memberof waymark
         * @interface IIdentifier
         * @augments waymark.Identifier.$Properties
         * @deprecated Use waymark.Identifier.$Properties instead.
         */

        /**
         * Shape of an Identifier.
         * @typedef {waymark.Identifier.$Properties} waymark.Identifier.$Shape
         */

        /**
         * Constructs a new Identifier.
         * @memberof waymark
         * @classdesc Represents an Identifier.
         * @constructor
         * @param {waymark.Identifier.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Identifier = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Identifier type.
         * @member {number} type
         * @memberof waymark.Identifier
         * @instance
         */
        Identifier.prototype.type = 0;

        /**
         * Identifier value.
         * @member {string} value
         * @memberof waymark.Identifier
         * @instance
         */
        Identifier.prototype.value = "";

        /**
         * Creates a new Identifier instance using the specified properties.
         * @function create
         * @memberof waymark.Identifier
         * @static
         * @param {waymark.Identifier.$Properties=} [properties] Properties to set
         * @returns {waymark.Identifier} Identifier instance
         * @type {{
         *   (properties: waymark.Identifier.$Shape): waymark.Identifier & waymark.Identifier.$Shape;
         *   (properties?: waymark.Identifier.$Properties): waymark.Identifier;
         * }}
         */
        Identifier.create = function(properties) {
            return new Identifier(properties);
        };

        /**
         * Encodes the specified Identifier message. Does not implicitly {@link waymark.Identifier.verify|verify} messages.
         * @function encode
         * @memberof waymark.Identifier
         * @static
         * @param {waymark.Identifier.$Properties} message Identifier message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Identifier.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.type);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Identifier message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Identifier
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Identifier & waymark.Identifier.$Shape} Identifier
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Identifier.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Identifier();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Identifier;
    })();

    waymark.Property = (function() {

        /**
         * Properties of a Property.
         * @typedef {Object} waymark.Property.$Properties
         * @property {number|null} [key] Property key
         * @property {waymark.Value.$Properties|null} [value] Property value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Property.
         * @memberof waymark
         * @interface IProperty
         * @augments waymark.Property.$Properties
         * @deprecated Use waymark.Property.$Properties instead.
         */

        /**
         * Shape of a Property.
         * @typedef {{
         *   key?: number|null;
         *   value?: waymark.Value.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Property.$Shape
         */

        /**
         * Constructs a new Property.
         * @memberof waymark
         * @classdesc Represents a Property.
         * @constructor
         * @param {waymark.Property.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Property = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Property key.
         * @member {number} key
         * @memberof waymark.Property
         * @instance
         */
        Property.prototype.key = 0;

        /**
         * Property value.
         * @member {waymark.Value.$Properties|null|undefined} value
         * @memberof waymark.Property
         * @instance
         */
        Property.prototype.value = null;

        /**
         * Creates a new Property instance using the specified properties.
         * @function create
         * @memberof waymark.Property
         * @static
         * @param {waymark.Property.$Properties=} [properties] Properties to set
         * @returns {waymark.Property} Property instance
         * @type {{
         *   (properties: waymark.Property.$Shape): waymark.Property & waymark.Property.$Shape;
         *   (properties?: waymark.Property.$Properties): waymark.Property;
         * }}
         */
        Property.create = function(properties) {
            return new Property(properties);
        };

        /**
         * Encodes the specified Property message. Does not implicitly {@link waymark.Property.verify|verify} messages.
         * @function encode
         * @memberof waymark.Property
         * @static
         * @param {waymark.Property.$Properties} message Property message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Property.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.waymark.Value.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Property message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Property
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Property & waymark.Property.$Shape} Property
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Property.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Property();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.waymark.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Property;
    })();

    waymark.Value = (function() {

        /**
         * Properties of a Value.
         * @typedef {Object} waymark.Value.$Properties
         * @property {number|null} [number] Value number
         * @property {string|null} [text] Value text
         * @property {boolean|null} [flag] Value flag
         * @property {number|null} [term] Value term
         * @property {waymark.List.$Properties|null} [list] Value list
         * @property {waymark.Fields.$Properties|null} [fields] Value fields
         * @property {boolean|null} ["null"] Value null
         * @property {"number"|"text"|"flag"|"term"|"list"|"fields"|"null"} [of] Value of
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Value.
         * @memberof waymark
         * @interface IValue
         * @augments waymark.Value.$Properties
         * @deprecated Use waymark.Value.$Properties instead.
         */

        /**
         * Narrowed shape of a Value.
         * @typedef {{
         *   number?: number|null;
         *   text?: string|null;
         *   flag?: boolean|null;
         *   term?: number|null;
         *   list?: waymark.List.$Shape|null;
         *   fields?: waymark.Fields.$Shape|null;
         *   "null"?: boolean|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ of?: undefined; number?: null; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "number"; number: number; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "text"; number?: null; text: string; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "flag"; number?: null; text?: null; flag: boolean; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "term"; number?: null; text?: null; flag?: null; term: number; list?: null; fields?: null; "null"?: null }|{ of?: "list"; number?: null; text?: null; flag?: null; term?: null; list: waymark.List.$Shape; fields?: null; "null"?: null }|{ of?: "fields"; number?: null; text?: null; flag?: null; term?: null; list?: null; fields: waymark.Fields.$Shape; "null"?: null }|{ of?: "null"; number?: null; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null": boolean })
         * )} waymark.Value.$Shape
         */

        /**
         * Constructs a new Value.
         * @memberof waymark
         * @classdesc Represents a Value.
         * @constructor
         * @param {waymark.Value.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Value = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Value number.
         * @member {number|null|undefined} number
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.number = null;

        /**
         * Value text.
         * @member {string|null|undefined} text
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.text = null;

        /**
         * Value flag.
         * @member {boolean|null|undefined} flag
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.flag = null;

        /**
         * Value term.
         * @member {number|null|undefined} term
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.term = null;

        /**
         * Value list.
         * @member {waymark.List.$Properties|null|undefined} list
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.list = null;

        /**
         * Value fields.
         * @member {waymark.Fields.$Properties|null|undefined} fields
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype.fields = null;

        /**
         * Value null.
         * @member {boolean|null|undefined} null
         * @memberof waymark.Value
         * @instance
         */
        Value.prototype["null"] = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Value of.
         * @member {"number"|"text"|"flag"|"term"|"list"|"fields"|"null"|undefined} of
         * @memberof waymark.Value
         * @instance
         */
        $Object.defineProperty(Value.prototype, "of", {
            get: $util.oneOfGetter($oneOfFields = ["number", "text", "flag", "term", "list", "fields", "null"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Value instance using the specified properties.
         * @function create
         * @memberof waymark.Value
         * @static
         * @param {waymark.Value.$Properties=} [properties] Properties to set
         * @returns {waymark.Value} Value instance
         * @type {{
         *   (properties: waymark.Value.$Shape): waymark.Value & waymark.Value.$Shape;
         *   (properties?: waymark.Value.$Properties): waymark.Value;
         * }}
         */
        Value.create = function(properties) {
            return new Value(properties);
        };

        /**
         * Encodes the specified Value message. Does not implicitly {@link waymark.Value.verify|verify} messages.
         * @function encode
         * @memberof waymark.Value
         * @static
         * @param {waymark.Value.$Properties} message Value message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Value.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.number);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.text);
            if (message.flag != null && $Object.hasOwnProperty.call(message, "flag"))
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.flag);
            if (message.term != null && $Object.hasOwnProperty.call(message, "term"))
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.term);
            if (message.list != null && $Object.hasOwnProperty.call(message, "list"))
                $root.waymark.List.encode(message.list, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.fields != null && $Object.hasOwnProperty.call(message, "fields"))
                $root.waymark.Fields.encode(message.fields, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message["null"] != null && $Object.hasOwnProperty.call(message, "null"))
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message["null"]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Value
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Value & waymark.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Value.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Value();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        message.number = reader.double();
                        message.of = "number";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.text = reader.stringVerify();
                        message.of = "text";
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.flag = reader.bool();
                        message.of = "flag";
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.term = reader.uint32();
                        message.of = "term";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.list = $root.waymark.List.decode(reader, reader.size(), $undefined, _depth + 1, message.list);
                        message.of = "list";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.fields = $root.waymark.Fields.decode(reader, reader.size(), $undefined, _depth + 1, message.fields);
                        message.of = "fields";
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message["null"] = reader.bool();
                        message.of = "null";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Value;
    })();

    waymark.List = (function() {

        /**
         * Properties of a List.
         * @typedef {Object} waymark.List.$Properties
         * @property {Array.<waymark.Value.$Properties>|null} [values] List values
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a List.
         * @memberof waymark
         * @interface IList
         * @augments waymark.List.$Properties
         * @deprecated Use waymark.List.$Properties instead.
         */

        /**
         * Shape of a List.
         * @typedef {{
         *   values?: Array.<waymark.Value.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.List.$Shape
         */

        /**
         * Constructs a new List.
         * @memberof waymark
         * @classdesc Represents a List.
         * @constructor
         * @param {waymark.List.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const List = function (properties) {
            this.values = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * List values.
         * @member {Array.<waymark.Value.$Properties>} values
         * @memberof waymark.List
         * @instance
         */
        List.prototype.values = $util.emptyArray;

        /**
         * Creates a new List instance using the specified properties.
         * @function create
         * @memberof waymark.List
         * @static
         * @param {waymark.List.$Properties=} [properties] Properties to set
         * @returns {waymark.List} List instance
         * @type {{
         *   (properties: waymark.List.$Shape): waymark.List & waymark.List.$Shape;
         *   (properties?: waymark.List.$Properties): waymark.List;
         * }}
         */
        List.create = function(properties) {
            return new List(properties);
        };

        /**
         * Encodes the specified List message. Does not implicitly {@link waymark.List.verify|verify} messages.
         * @function encode
         * @memberof waymark.List
         * @static
         * @param {waymark.List.$Properties} message List message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        List.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.values != null && message.values.length)
                for (let i = 0; i < message.values.length; ++i)
                    $root.waymark.Value.encode(message.values[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a List message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.List
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.List & waymark.List.$Shape} List
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        List.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.List();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.values && message.values.length))
                            message.values = [];
                        message.values.push($root.waymark.Value.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return List;
    })();

    waymark.Fields = (function() {

        /**
         * Properties of a Fields.
         * @typedef {Object} waymark.Fields.$Properties
         * @property {Array.<waymark.Property.$Properties>|null} [properties] Fields properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fields.
         * @memberof waymark
         * @interface IFields
         * @augments waymark.Fields.$Properties
         * @deprecated Use waymark.Fields.$Properties instead.
         */

        /**
         * Shape of a Fields.
         * @typedef {{
         *   properties?: Array.<waymark.Property.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Fields.$Shape
         */

        /**
         * Constructs a new Fields.
         * @memberof waymark
         * @classdesc Represents a Fields.
         * @constructor
         * @param {waymark.Fields.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fields = function (properties) {
            this.properties = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fields properties.
         * @member {Array.<waymark.Property.$Properties>} properties
         * @memberof waymark.Fields
         * @instance
         */
        Fields.prototype.properties = $util.emptyArray;

        /**
         * Creates a new Fields instance using the specified properties.
         * @function create
         * @memberof waymark.Fields
         * @static
         * @param {waymark.Fields.$Properties=} [properties] Properties to set
         * @returns {waymark.Fields} Fields instance
         * @type {{
         *   (properties: waymark.Fields.$Shape): waymark.Fields & waymark.Fields.$Shape;
         *   (properties?: waymark.Fields.$Properties): waymark.Fields;
         * }}
         */
        Fields.create = function(properties) {
            return new Fields(properties);
        };

        /**
         * Encodes the specified Fields message. Does not implicitly {@link waymark.Fields.verify|verify} messages.
         * @function encode
         * @memberof waymark.Fields
         * @static
         * @param {waymark.Fields.$Properties} message Fields message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fields.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.properties != null && message.properties.length)
                for (let i = 0; i < message.properties.length; ++i)
                    $root.waymark.Property.encode(message.properties[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fields message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Fields
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Fields & waymark.Fields.$Shape} Fields
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fields.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Fields();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.properties && message.properties.length))
                            message.properties = [];
                        message.properties.push($root.waymark.Property.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Fields;
    })();

    waymark.Link = (function() {

        /**
         * Properties of a Link.
         * @typedef {Object} waymark.Link.$Properties
         * @property {number|null} [from] Link from
         * @property {number|null} [n] Link n
         * @property {Array.<waymark.Message.$Properties>|null} [messages] Link messages
         * @property {string|null} [version] Link version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Link.
         * @memberof waymark
         * @interface ILink
         * @augments waymark.Link.$Properties
         * @deprecated Use waymark.Link.$Properties instead.
         */

        /**
         * Shape of a Link.
         * @typedef {{
         *   from?: number|null;
         *   n?: number|null;
         *   messages?: Array.<waymark.Message.$Shape>|null;
         *   version?: string|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Link.$Shape
         */

        /**
         * Constructs a new Link.
         * @memberof waymark
         * @classdesc Represents a Link.
         * @constructor
         * @param {waymark.Link.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Link = function (properties) {
            this.messages = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Link from.
         * @member {number} from
         * @memberof waymark.Link
         * @instance
         */
        Link.prototype.from = 0;

        /**
         * Link n.
         * @member {number} n
         * @memberof waymark.Link
         * @instance
         */
        Link.prototype.n = 0;

        /**
         * Link messages.
         * @member {Array.<waymark.Message.$Properties>} messages
         * @memberof waymark.Link
         * @instance
         */
        Link.prototype.messages = $util.emptyArray;

        /**
         * Link version.
         * @member {string} version
         * @memberof waymark.Link
         * @instance
         */
        Link.prototype.version = "";

        /**
         * Creates a new Link instance using the specified properties.
         * @function create
         * @memberof waymark.Link
         * @static
         * @param {waymark.Link.$Properties=} [properties] Properties to set
         * @returns {waymark.Link} Link instance
         * @type {{
         *   (properties: waymark.Link.$Shape): waymark.Link & waymark.Link.$Shape;
         *   (properties?: waymark.Link.$Properties): waymark.Link;
         * }}
         */
        Link.create = function(properties) {
            return new Link(properties);
        };

        /**
         * Encodes the specified Link message. Does not implicitly {@link waymark.Link.verify|verify} messages.
         * @function encode
         * @memberof waymark.Link
         * @static
         * @param {waymark.Link.$Properties} message Link message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Link.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.from);
            if (message.n != null && $Object.hasOwnProperty.call(message, "n") && !$Object.is(message.n, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.n);
            if (message.messages != null && message.messages.length)
                for (let i = 0; i < message.messages.length; ++i)
                    $root.waymark.Message.encode(message.messages[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Link message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Link
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Link & waymark.Link.$Shape} Link
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Link.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Link();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.n = value;
                        else
                            delete message.n;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.messages && message.messages.length))
                            message.messages = [];
                        message.messages.push($root.waymark.Message.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Link;
    })();

    waymark.Message = (function() {

        /**
         * Properties of a Message.
         * @typedef {Object} waymark.Message.$Properties
         * @property {waymark.Forward.$Properties|null} [forward] Message forward
         * @property {waymark.Claim.$Properties|null} [claim] Message claim
         * @property {waymark.ClaimReply.$Properties|null} [reply] Message reply
         * @property {waymark.Yield.$Properties|null} ["yield"] Message yield
         * @property {waymark.Settle.$Properties|null} [settle] Message settle
         * @property {waymark.Handoff.$Properties|null} [handoff] Message handoff
         * @property {waymark.Release.$Properties|null} [release] Message release
         * @property {waymark.Reassign.$Properties|null} [reassign] Message reassign
         * @property {waymark.Shortcut.$Properties|null} [shortcut] Message shortcut
         * @property {waymark.Flush.$Properties|null} [flush] Message flush
         * @property {waymark.Flushed.$Properties|null} [flushed] Message flushed
         * @property {waymark.CommandTo.$Properties|null} [command] Message command
         * @property {waymark.Fragment.$Properties|null} [fragment] Message fragment
         * @property {waymark.Replayed.$Properties|null} [replayed] Message replayed
         * @property {waymark.BackfillNote.$Properties|null} [backfill] Message backfill
         * @property {"forward"|"claim"|"reply"|"yield"|"settle"|"handoff"|"release"|"reassign"|"shortcut"|"flush"|"flushed"|"command"|"fragment"|"replayed"|"backfill"} [body] Message body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Message.
         * @memberof waymark
         * @interface IMessage
         * @augments waymark.Message.$Properties
         * @deprecated Use waymark.Message.$Properties instead.
         */

        /**
         * Narrowed shape of a Message.
         * @typedef {{
         *   forward?: waymark.Forward.$Shape|null;
         *   claim?: waymark.Claim.$Shape|null;
         *   reply?: waymark.ClaimReply.$Shape|null;
         *   "yield"?: waymark.Yield.$Shape|null;
         *   settle?: waymark.Settle.$Shape|null;
         *   handoff?: waymark.Handoff.$Shape|null;
         *   release?: waymark.Release.$Shape|null;
         *   reassign?: waymark.Reassign.$Shape|null;
         *   shortcut?: waymark.Shortcut.$Shape|null;
         *   flush?: waymark.Flush.$Shape|null;
         *   flushed?: waymark.Flushed.$Shape|null;
         *   command?: waymark.CommandTo.$Shape|null;
         *   fragment?: waymark.Fragment.$Shape|null;
         *   replayed?: waymark.Replayed.$Shape|null;
         *   backfill?: waymark.BackfillNote.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "forward"; forward: waymark.Forward.$Shape; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "claim"; forward?: null; claim: waymark.Claim.$Shape; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "reply"; forward?: null; claim?: null; reply: waymark.ClaimReply.$Shape; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "yield"; forward?: null; claim?: null; reply?: null; "yield": waymark.Yield.$Shape; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "settle"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle: waymark.Settle.$Shape; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "handoff"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff: waymark.Handoff.$Shape; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "release"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release: waymark.Release.$Shape; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "reassign"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign: waymark.Reassign.$Shape; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "shortcut"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut: waymark.Shortcut.$Shape; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "flush"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush: waymark.Flush.$Shape; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "flushed"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed: waymark.Flushed.$Shape; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "command"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command: waymark.CommandTo.$Shape; fragment?: null; replayed?: null; backfill?: null }|{ body?: "fragment"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment: waymark.Fragment.$Shape; replayed?: null; backfill?: null }|{ body?: "replayed"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed: waymark.Replayed.$Shape; backfill?: null }|{ body?: "backfill"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill: waymark.BackfillNote.$Shape })
         * )} waymark.Message.$Shape
         */

        /**
         * Constructs a new Message.
         * @memberof waymark
         * @classdesc Represents a Message.
         * @constructor
         * @param {waymark.Message.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Message = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Message forward.
         * @member {waymark.Forward.$Properties|null|undefined} forward
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.forward = null;

        /**
         * Message claim.
         * @member {waymark.Claim.$Properties|null|undefined} claim
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.claim = null;

        /**
         * Message reply.
         * @member {waymark.ClaimReply.$Properties|null|undefined} reply
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.reply = null;

        /**
         * Message yield.
         * @member {waymark.Yield.$Properties|null|undefined} yield
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype["yield"] = null;

        /**
         * Message settle.
         * @member {waymark.Settle.$Properties|null|undefined} settle
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.settle = null;

        /**
         * Message handoff.
         * @member {waymark.Handoff.$Properties|null|undefined} handoff
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.handoff = null;

        /**
         * Message release.
         * @member {waymark.Release.$Properties|null|undefined} release
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.release = null;

        /**
         * Message reassign.
         * @member {waymark.Reassign.$Properties|null|undefined} reassign
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.reassign = null;

        /**
         * Message shortcut.
         * @member {waymark.Shortcut.$Properties|null|undefined} shortcut
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.shortcut = null;

        /**
         * Message flush.
         * @member {waymark.Flush.$Properties|null|undefined} flush
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.flush = null;

        /**
         * Message flushed.
         * @member {waymark.Flushed.$Properties|null|undefined} flushed
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.flushed = null;

        /**
         * Message command.
         * @member {waymark.CommandTo.$Properties|null|undefined} command
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.command = null;

        /**
         * Message fragment.
         * @member {waymark.Fragment.$Properties|null|undefined} fragment
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.fragment = null;

        /**
         * Message replayed.
         * @member {waymark.Replayed.$Properties|null|undefined} replayed
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.replayed = null;

        /**
         * Message backfill.
         * @member {waymark.BackfillNote.$Properties|null|undefined} backfill
         * @memberof waymark.Message
         * @instance
         */
        Message.prototype.backfill = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Message body.
         * @member {"forward"|"claim"|"reply"|"yield"|"settle"|"handoff"|"release"|"reassign"|"shortcut"|"flush"|"flushed"|"command"|"fragment"|"replayed"|"backfill"|undefined} body
         * @memberof waymark.Message
         * @instance
         */
        $Object.defineProperty(Message.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["forward", "claim", "reply", "yield", "settle", "handoff", "release", "reassign", "shortcut", "flush", "flushed", "command", "fragment", "replayed", "backfill"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Message instance using the specified properties.
         * @function create
         * @memberof waymark.Message
         * @static
         * @param {waymark.Message.$Properties=} [properties] Properties to set
         * @returns {waymark.Message} Message instance
         * @type {{
         *   (properties: waymark.Message.$Shape): waymark.Message & waymark.Message.$Shape;
         *   (properties?: waymark.Message.$Properties): waymark.Message;
         * }}
         */
        Message.create = function(properties) {
            return new Message(properties);
        };

        /**
         * Encodes the specified Message message. Does not implicitly {@link waymark.Message.verify|verify} messages.
         * @function encode
         * @memberof waymark.Message
         * @static
         * @param {waymark.Message.$Properties} message Message message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Message.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.forward != null && $Object.hasOwnProperty.call(message, "forward"))
                $root.waymark.Forward.encode(message.forward, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.claim != null && $Object.hasOwnProperty.call(message, "claim"))
                $root.waymark.Claim.encode(message.claim, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.reply != null && $Object.hasOwnProperty.call(message, "reply"))
                $root.waymark.ClaimReply.encode(message.reply, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message["yield"] != null && $Object.hasOwnProperty.call(message, "yield"))
                $root.waymark.Yield.encode(message["yield"], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.settle != null && $Object.hasOwnProperty.call(message, "settle"))
                $root.waymark.Settle.encode(message.settle, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.handoff != null && $Object.hasOwnProperty.call(message, "handoff"))
                $root.waymark.Handoff.encode(message.handoff, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.release != null && $Object.hasOwnProperty.call(message, "release"))
                $root.waymark.Release.encode(message.release, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.reassign != null && $Object.hasOwnProperty.call(message, "reassign"))
                $root.waymark.Reassign.encode(message.reassign, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.shortcut != null && $Object.hasOwnProperty.call(message, "shortcut"))
                $root.waymark.Shortcut.encode(message.shortcut, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.flush != null && $Object.hasOwnProperty.call(message, "flush"))
                $root.waymark.Flush.encode(message.flush, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.flushed != null && $Object.hasOwnProperty.call(message, "flushed"))
                $root.waymark.Flushed.encode(message.flushed, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                $root.waymark.CommandTo.encode(message.command, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.fragment != null && $Object.hasOwnProperty.call(message, "fragment"))
                $root.waymark.Fragment.encode(message.fragment, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
            if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                $root.waymark.Replayed.encode(message.replayed, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.backfill != null && $Object.hasOwnProperty.call(message, "backfill"))
                $root.waymark.BackfillNote.encode(message.backfill, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Message message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Message
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Message & waymark.Message.$Shape} Message
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Message.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Message();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.forward = $root.waymark.Forward.decode(reader, reader.size(), $undefined, _depth + 1, message.forward);
                        message.body = "forward";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.claim = $root.waymark.Claim.decode(reader, reader.size(), $undefined, _depth + 1, message.claim);
                        message.body = "claim";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.reply = $root.waymark.ClaimReply.decode(reader, reader.size(), $undefined, _depth + 1, message.reply);
                        message.body = "reply";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message["yield"] = $root.waymark.Yield.decode(reader, reader.size(), $undefined, _depth + 1, message["yield"]);
                        message.body = "yield";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.settle = $root.waymark.Settle.decode(reader, reader.size(), $undefined, _depth + 1, message.settle);
                        message.body = "settle";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.handoff = $root.waymark.Handoff.decode(reader, reader.size(), $undefined, _depth + 1, message.handoff);
                        message.body = "handoff";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.release = $root.waymark.Release.decode(reader, reader.size(), $undefined, _depth + 1, message.release);
                        message.body = "release";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.reassign = $root.waymark.Reassign.decode(reader, reader.size(), $undefined, _depth + 1, message.reassign);
                        message.body = "reassign";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.shortcut = $root.waymark.Shortcut.decode(reader, reader.size(), $undefined, _depth + 1, message.shortcut);
                        message.body = "shortcut";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.flush = $root.waymark.Flush.decode(reader, reader.size(), $undefined, _depth + 1, message.flush);
                        message.body = "flush";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.flushed = $root.waymark.Flushed.decode(reader, reader.size(), $undefined, _depth + 1, message.flushed);
                        message.body = "flushed";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.command = $root.waymark.CommandTo.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                        message.body = "command";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.fragment = $root.waymark.Fragment.decode(reader, reader.size(), $undefined, _depth + 1, message.fragment);
                        message.body = "fragment";
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.replayed = $root.waymark.Replayed.decode(reader, reader.size(), $undefined, _depth + 1, message.replayed);
                        message.body = "replayed";
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        message.backfill = $root.waymark.BackfillNote.decode(reader, reader.size(), $undefined, _depth + 1, message.backfill);
                        message.body = "backfill";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Message;
    })();

    waymark.Replayed = (function() {

        /**
         * Properties of a Replayed.
         * @typedef {Object} waymark.Replayed.$Properties
         * @property {waymark.Key.$Properties|null} [to] Replayed to
         * @property {string|null} [version] Replayed version
         * @property {number|null} [atMs] Replayed atMs
         * @property {Uint8Array|null} [event] Replayed event
         * @property {number|null} [hops] Replayed hops
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Replayed.
         * @memberof waymark
         * @interface IReplayed
         * @augments waymark.Replayed.$Properties
         * @deprecated Use waymark.Replayed.$Properties instead.
         */

        /**
         * Shape of a Replayed.
         * @typedef {waymark.Replayed.$Properties} waymark.Replayed.$Shape
         */

        /**
         * Constructs a new Replayed.
         * @memberof waymark
         * @classdesc Represents a Replayed.
         * @constructor
         * @param {waymark.Replayed.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Replayed = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Replayed to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Replayed
         * @instance
         */
        Replayed.prototype.to = null;

        /**
         * Replayed version.
         * @member {string} version
         * @memberof waymark.Replayed
         * @instance
         */
        Replayed.prototype.version = "";

        /**
         * Replayed atMs.
         * @member {number} atMs
         * @memberof waymark.Replayed
         * @instance
         */
        Replayed.prototype.atMs = 0;

        /**
         * Replayed event.
         * @member {Uint8Array} event
         * @memberof waymark.Replayed
         * @instance
         */
        Replayed.prototype.event = $util.newBuffer([]);

        /**
         * Replayed hops.
         * @member {number} hops
         * @memberof waymark.Replayed
         * @instance
         */
        Replayed.prototype.hops = 0;

        /**
         * Creates a new Replayed instance using the specified properties.
         * @function create
         * @memberof waymark.Replayed
         * @static
         * @param {waymark.Replayed.$Properties=} [properties] Properties to set
         * @returns {waymark.Replayed} Replayed instance
         * @type {{
         *   (properties: waymark.Replayed.$Shape): waymark.Replayed & waymark.Replayed.$Shape;
         *   (properties?: waymark.Replayed.$Properties): waymark.Replayed;
         * }}
         */
        Replayed.create = function(properties) {
            return new Replayed(properties);
        };

        /**
         * Encodes the specified Replayed message. Does not implicitly {@link waymark.Replayed.verify|verify} messages.
         * @function encode
         * @memberof waymark.Replayed
         * @static
         * @param {waymark.Replayed.$Properties} message Replayed message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Replayed.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.atMs);
            if (message.event != null && $Object.hasOwnProperty.call(message, "event") && message.event.length)
                writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.event);
            if (message.hops != null && $Object.hasOwnProperty.call(message, "hops") && message.hops !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.hops);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Replayed message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Replayed
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Replayed & waymark.Replayed.$Shape} Replayed
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Replayed.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Replayed();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.event = value;
                        else
                            delete message.event;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.hops = value;
                        else
                            delete message.hops;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Replayed;
    })();

    waymark.BackfillNote = (function() {

        /**
         * Properties of a BackfillNote.
         * @typedef {Object} waymark.BackfillNote.$Properties
         * @property {string|null} [version] BackfillNote version
         * @property {number|null} [stage] BackfillNote stage
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BackfillNote.
         * @memberof waymark
         * @interface IBackfillNote
         * @augments waymark.BackfillNote.$Properties
         * @deprecated Use waymark.BackfillNote.$Properties instead.
         */

        /**
         * Shape of a BackfillNote.
         * @typedef {waymark.BackfillNote.$Properties} waymark.BackfillNote.$Shape
         */

        /**
         * Constructs a new BackfillNote.
         * @memberof waymark
         * @classdesc Represents a BackfillNote.
         * @constructor
         * @param {waymark.BackfillNote.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BackfillNote = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BackfillNote version.
         * @member {string} version
         * @memberof waymark.BackfillNote
         * @instance
         */
        BackfillNote.prototype.version = "";

        /**
         * BackfillNote stage.
         * @member {number} stage
         * @memberof waymark.BackfillNote
         * @instance
         */
        BackfillNote.prototype.stage = 0;

        /**
         * Creates a new BackfillNote instance using the specified properties.
         * @function create
         * @memberof waymark.BackfillNote
         * @static
         * @param {waymark.BackfillNote.$Properties=} [properties] Properties to set
         * @returns {waymark.BackfillNote} BackfillNote instance
         * @type {{
         *   (properties: waymark.BackfillNote.$Shape): waymark.BackfillNote & waymark.BackfillNote.$Shape;
         *   (properties?: waymark.BackfillNote.$Properties): waymark.BackfillNote;
         * }}
         */
        BackfillNote.create = function(properties) {
            return new BackfillNote(properties);
        };

        /**
         * Encodes the specified BackfillNote message. Does not implicitly {@link waymark.BackfillNote.verify|verify} messages.
         * @function encode
         * @memberof waymark.BackfillNote
         * @static
         * @param {waymark.BackfillNote.$Properties} message BackfillNote message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BackfillNote.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
            if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.stage);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BackfillNote message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.BackfillNote
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.BackfillNote & waymark.BackfillNote.$Shape} BackfillNote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BackfillNote.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.BackfillNote();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.stage = value;
                        else
                            delete message.stage;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BackfillNote;
    })();

    waymark.Fragment = (function() {

        /**
         * Properties of a Fragment.
         * @typedef {Object} waymark.Fragment.$Properties
         * @property {Uint8Array|null} [bytes] Fragment bytes
         * @property {boolean|null} [last] Fragment last
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Fragment.
         * @memberof waymark
         * @interface IFragment
         * @augments waymark.Fragment.$Properties
         * @deprecated Use waymark.Fragment.$Properties instead.
         */

        /**
         * Shape of a Fragment.
         * @typedef {waymark.Fragment.$Properties} waymark.Fragment.$Shape
         */

        /**
         * Constructs a new Fragment.
         * @memberof waymark
         * @classdesc Represents a Fragment.
         * @constructor
         * @param {waymark.Fragment.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Fragment = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Fragment bytes.
         * @member {Uint8Array} bytes
         * @memberof waymark.Fragment
         * @instance
         */
        Fragment.prototype.bytes = $util.newBuffer([]);

        /**
         * Fragment last.
         * @member {boolean} last
         * @memberof waymark.Fragment
         * @instance
         */
        Fragment.prototype.last = false;

        /**
         * Creates a new Fragment instance using the specified properties.
         * @function create
         * @memberof waymark.Fragment
         * @static
         * @param {waymark.Fragment.$Properties=} [properties] Properties to set
         * @returns {waymark.Fragment} Fragment instance
         * @type {{
         *   (properties: waymark.Fragment.$Shape): waymark.Fragment & waymark.Fragment.$Shape;
         *   (properties?: waymark.Fragment.$Properties): waymark.Fragment;
         * }}
         */
        Fragment.create = function(properties) {
            return new Fragment(properties);
        };

        /**
         * Encodes the specified Fragment message. Does not implicitly {@link waymark.Fragment.verify|verify} messages.
         * @function encode
         * @memberof waymark.Fragment
         * @static
         * @param {waymark.Fragment.$Properties} message Fragment message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Fragment.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.bytes);
            if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== false)
                writer.uint32(/* id 2, wireType 0 =*/16).bool(message.last);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Fragment message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Fragment
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Fragment & waymark.Fragment.$Shape} Fragment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Fragment.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Fragment();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.bytes = value;
                        else
                            delete message.bytes;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.last = value;
                        else
                            delete message.last;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Fragment;
    })();

    waymark.Key = (function() {

        /**
         * Properties of a Key.
         * @typedef {Object} waymark.Key.$Properties
         * @property {string|null} [type] Key type
         * @property {string|null} [value] Key value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Key.
         * @memberof waymark
         * @interface IKey
         * @augments waymark.Key.$Properties
         * @deprecated Use waymark.Key.$Properties instead.
         */

        /**
         * Shape of a Key.
         * @typedef {waymark.Key.$Properties} waymark.Key.$Shape
         */

        /**
         * Constructs a new Key.
         * @memberof waymark
         * @classdesc Represents a Key.
         * @constructor
         * @param {waymark.Key.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Key = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Key type.
         * @member {string} type
         * @memberof waymark.Key
         * @instance
         */
        Key.prototype.type = "";

        /**
         * Key value.
         * @member {string} value
         * @memberof waymark.Key
         * @instance
         */
        Key.prototype.value = "";

        /**
         * Creates a new Key instance using the specified properties.
         * @function create
         * @memberof waymark.Key
         * @static
         * @param {waymark.Key.$Properties=} [properties] Properties to set
         * @returns {waymark.Key} Key instance
         * @type {{
         *   (properties: waymark.Key.$Shape): waymark.Key & waymark.Key.$Shape;
         *   (properties?: waymark.Key.$Properties): waymark.Key;
         * }}
         */
        Key.create = function(properties) {
            return new Key(properties);
        };

        /**
         * Encodes the specified Key message. Does not implicitly {@link waymark.Key.verify|verify} messages.
         * @function encode
         * @memberof waymark.Key
         * @static
         * @param {waymark.Key.$Properties} message Key message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Key.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Key message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Key
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Key & waymark.Key.$Shape} Key
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Key.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Key();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Key;
    })();

    waymark.Evidence = (function() {

        /**
         * Properties of an Evidence.
         * @typedef {Object} waymark.Evidence.$Properties
         * @property {string|null} [eventId] Evidence eventId
         * @property {number|null} [timeMs] Evidence timeMs
         * @property {string|null} [source] Evidence source
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Evidence.
         * @memberof waymark
         * @interface IEvidence
         * @augments waymark.Evidence.$Properties
         * @deprecated Use waymark.Evidence.$Properties instead.
         */

        /**
         * Shape of an Evidence.
         * @typedef {waymark.Evidence.$Properties} waymark.Evidence.$Shape
         */

        /**
         * Constructs a new Evidence.
         * @memberof waymark
         * @classdesc Represents an Evidence.
         * @constructor
         * @param {waymark.Evidence.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Evidence = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Evidence eventId.
         * @member {string} eventId
         * @memberof waymark.Evidence
         * @instance
         */
        Evidence.prototype.eventId = "";

        /**
         * Evidence timeMs.
         * @member {number} timeMs
         * @memberof waymark.Evidence
         * @instance
         */
        Evidence.prototype.timeMs = 0;

        /**
         * Evidence source.
         * @member {string} source
         * @memberof waymark.Evidence
         * @instance
         */
        Evidence.prototype.source = "";

        /**
         * Creates a new Evidence instance using the specified properties.
         * @function create
         * @memberof waymark.Evidence
         * @static
         * @param {waymark.Evidence.$Properties=} [properties] Properties to set
         * @returns {waymark.Evidence} Evidence instance
         * @type {{
         *   (properties: waymark.Evidence.$Shape): waymark.Evidence & waymark.Evidence.$Shape;
         *   (properties?: waymark.Evidence.$Properties): waymark.Evidence;
         * }}
         */
        Evidence.create = function(properties) {
            return new Evidence(properties);
        };

        /**
         * Encodes the specified Evidence message. Does not implicitly {@link waymark.Evidence.verify|verify} messages.
         * @function encode
         * @memberof waymark.Evidence
         * @static
         * @param {waymark.Evidence.$Properties} message Evidence message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Evidence.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.eventId);
            if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.timeMs);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.source);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Evidence message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Evidence
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Evidence & waymark.Evidence.$Shape} Evidence
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Evidence.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Evidence();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.eventId = value;
                        else
                            delete message.eventId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.timeMs = value;
                        else
                            delete message.timeMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.source = value;
                        else
                            delete message.source;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Evidence;
    })();

    waymark.Forward = (function() {

        /**
         * Properties of a Forward.
         * @typedef {Object} waymark.Forward.$Properties
         * @property {waymark.Key.$Properties|null} [to] Forward to
         * @property {Uint8Array|null} [event] Forward event
         * @property {boolean|null} [fresh] Forward fresh
         * @property {number|null} [hops] Forward hops
         * @property {waymark.Key.$Properties|null} [via] Forward via
         * @property {waymark.Key.$Properties|null} [dead] Forward dead
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Forward.
         * @memberof waymark
         * @interface IForward
         * @augments waymark.Forward.$Properties
         * @deprecated Use waymark.Forward.$Properties instead.
         */

        /**
         * Shape of a Forward.
         * @typedef {waymark.Forward.$Properties} waymark.Forward.$Shape
         */

        /**
         * Constructs a new Forward.
         * @memberof waymark
         * @classdesc Represents a Forward.
         * @constructor
         * @param {waymark.Forward.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Forward = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Forward to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.to = null;

        /**
         * Forward event.
         * @member {Uint8Array} event
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.event = $util.newBuffer([]);

        /**
         * Forward fresh.
         * @member {boolean} fresh
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.fresh = false;

        /**
         * Forward hops.
         * @member {number} hops
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.hops = 0;

        /**
         * Forward via.
         * @member {waymark.Key.$Properties|null|undefined} via
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.via = null;

        /**
         * Forward dead.
         * @member {waymark.Key.$Properties|null|undefined} dead
         * @memberof waymark.Forward
         * @instance
         */
        Forward.prototype.dead = null;

        /**
         * Creates a new Forward instance using the specified properties.
         * @function create
         * @memberof waymark.Forward
         * @static
         * @param {waymark.Forward.$Properties=} [properties] Properties to set
         * @returns {waymark.Forward} Forward instance
         * @type {{
         *   (properties: waymark.Forward.$Shape): waymark.Forward & waymark.Forward.$Shape;
         *   (properties?: waymark.Forward.$Properties): waymark.Forward;
         * }}
         */
        Forward.create = function(properties) {
            return new Forward(properties);
        };

        /**
         * Encodes the specified Forward message. Does not implicitly {@link waymark.Forward.verify|verify} messages.
         * @function encode
         * @memberof waymark.Forward
         * @static
         * @param {waymark.Forward.$Properties} message Forward message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Forward.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.event != null && $Object.hasOwnProperty.call(message, "event") && message.event.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.event);
            if (message.fresh != null && $Object.hasOwnProperty.call(message, "fresh") && message.fresh !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.fresh);
            if (message.hops != null && $Object.hasOwnProperty.call(message, "hops") && message.hops !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.hops);
            if (message.via != null && $Object.hasOwnProperty.call(message, "via"))
                $root.waymark.Key.encode(message.via, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.dead != null && $Object.hasOwnProperty.call(message, "dead"))
                $root.waymark.Key.encode(message.dead, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Forward message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Forward
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Forward & waymark.Forward.$Shape} Forward
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Forward.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Forward();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.event = value;
                        else
                            delete message.event;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fresh = value;
                        else
                            delete message.fresh;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.hops = value;
                        else
                            delete message.hops;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.via = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.via);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.dead = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.dead);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Forward;
    })();

    waymark.Claim = (function() {

        /**
         * Properties of a Claim.
         * @typedef {Object} waymark.Claim.$Properties
         * @property {waymark.Key.$Properties|null} [to] Claim to
         * @property {waymark.Key.$Properties|null} [by] Claim by
         * @property {waymark.Key.$Properties|null} [key] Claim key
         * @property {boolean|null} [forced] Claim forced
         * @property {waymark.Evidence.$Properties|null} [evidence] Claim evidence
         * @property {boolean|null} [fresh] Claim fresh
         * @property {boolean|null} [byKnown] Claim byKnown
         * @property {number|null} [generation] Claim generation
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Claim.
         * @memberof waymark
         * @interface IClaim
         * @augments waymark.Claim.$Properties
         * @deprecated Use waymark.Claim.$Properties instead.
         */

        /**
         * Shape of a Claim.
         * @typedef {waymark.Claim.$Properties} waymark.Claim.$Shape
         */

        /**
         * Constructs a new Claim.
         * @memberof waymark
         * @classdesc Represents a Claim.
         * @constructor
         * @param {waymark.Claim.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Claim = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Claim to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.to = null;

        /**
         * Claim by.
         * @member {waymark.Key.$Properties|null|undefined} by
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.by = null;

        /**
         * Claim key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.key = null;

        /**
         * Claim forced.
         * @member {boolean} forced
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.forced = false;

        /**
         * Claim evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.evidence = null;

        /**
         * Claim fresh.
         * @member {boolean} fresh
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.fresh = false;

        /**
         * Claim byKnown.
         * @member {boolean} byKnown
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.byKnown = false;

        /**
         * Claim generation.
         * @member {number} generation
         * @memberof waymark.Claim
         * @instance
         */
        Claim.prototype.generation = 0;

        /**
         * Creates a new Claim instance using the specified properties.
         * @function create
         * @memberof waymark.Claim
         * @static
         * @param {waymark.Claim.$Properties=} [properties] Properties to set
         * @returns {waymark.Claim} Claim instance
         * @type {{
         *   (properties: waymark.Claim.$Shape): waymark.Claim & waymark.Claim.$Shape;
         *   (properties?: waymark.Claim.$Properties): waymark.Claim;
         * }}
         */
        Claim.create = function(properties) {
            return new Claim(properties);
        };

        /**
         * Encodes the specified Claim message. Does not implicitly {@link waymark.Claim.verify|verify} messages.
         * @function encode
         * @memberof waymark.Claim
         * @static
         * @param {waymark.Claim.$Properties} message Claim message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Claim.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.by != null && $Object.hasOwnProperty.call(message, "by"))
                $root.waymark.Key.encode(message.by, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.forced != null && $Object.hasOwnProperty.call(message, "forced") && message.forced !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.forced);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.fresh != null && $Object.hasOwnProperty.call(message, "fresh") && message.fresh !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.fresh);
            if (message.byKnown != null && $Object.hasOwnProperty.call(message, "byKnown") && message.byKnown !== false)
                writer.uint32(/* id 7, wireType 0 =*/56).bool(message.byKnown);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.generation);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Claim message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Claim
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Claim & waymark.Claim.$Shape} Claim
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Claim.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Claim();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.by = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.by);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forced = value;
                        else
                            delete message.forced;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fresh = value;
                        else
                            delete message.fresh;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.byKnown = value;
                        else
                            delete message.byKnown;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Claim;
    })();

    waymark.ClaimReply = (function() {

        /**
         * Properties of a ClaimReply.
         * @typedef {Object} waymark.ClaimReply.$Properties
         * @property {waymark.Key.$Properties|null} [to] ClaimReply to
         * @property {waymark.Key.$Properties|null} [key] ClaimReply key
         * @property {string|null} [refusal] ClaimReply refusal
         * @property {number|null} [generation] ClaimReply generation
         * @property {Array.<waymark.Seen.$Properties>|null} [seen] ClaimReply seen
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ClaimReply.
         * @memberof waymark
         * @interface IClaimReply
         * @augments waymark.ClaimReply.$Properties
         * @deprecated Use waymark.ClaimReply.$Properties instead.
         */

        /**
         * Shape of a ClaimReply.
         * @typedef {waymark.ClaimReply.$Properties} waymark.ClaimReply.$Shape
         */

        /**
         * Constructs a new ClaimReply.
         * @memberof waymark
         * @classdesc Represents a ClaimReply.
         * @constructor
         * @param {waymark.ClaimReply.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ClaimReply = function (properties) {
            this.seen = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ClaimReply to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.ClaimReply
         * @instance
         */
        ClaimReply.prototype.to = null;

        /**
         * ClaimReply key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.ClaimReply
         * @instance
         */
        ClaimReply.prototype.key = null;

        /**
         * ClaimReply refusal.
         * @member {string} refusal
         * @memberof waymark.ClaimReply
         * @instance
         */
        ClaimReply.prototype.refusal = "";

        /**
         * ClaimReply generation.
         * @member {number} generation
         * @memberof waymark.ClaimReply
         * @instance
         */
        ClaimReply.prototype.generation = 0;

        /**
         * ClaimReply seen.
         * @member {Array.<waymark.Seen.$Properties>} seen
         * @memberof waymark.ClaimReply
         * @instance
         */
        ClaimReply.prototype.seen = $util.emptyArray;

        /**
         * Creates a new ClaimReply instance using the specified properties.
         * @function create
         * @memberof waymark.ClaimReply
         * @static
         * @param {waymark.ClaimReply.$Properties=} [properties] Properties to set
         * @returns {waymark.ClaimReply} ClaimReply instance
         * @type {{
         *   (properties: waymark.ClaimReply.$Shape): waymark.ClaimReply & waymark.ClaimReply.$Shape;
         *   (properties?: waymark.ClaimReply.$Properties): waymark.ClaimReply;
         * }}
         */
        ClaimReply.create = function(properties) {
            return new ClaimReply(properties);
        };

        /**
         * Encodes the specified ClaimReply message. Does not implicitly {@link waymark.ClaimReply.verify|verify} messages.
         * @function encode
         * @memberof waymark.ClaimReply
         * @static
         * @param {waymark.ClaimReply.$Properties} message ClaimReply message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ClaimReply.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal") && message.refusal !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.refusal);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.generation);
            if (message.seen != null && message.seen.length)
                for (let i = 0; i < message.seen.length; ++i)
                    $root.waymark.Seen.encode(message.seen[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ClaimReply message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.ClaimReply
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.ClaimReply & waymark.ClaimReply.$Shape} ClaimReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ClaimReply.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.ClaimReply();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refusal = value;
                        else
                            delete message.refusal;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.seen && message.seen.length))
                            message.seen = [];
                        message.seen.push($root.waymark.Seen.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ClaimReply;
    })();

    waymark.Yield = (function() {

        /**
         * Properties of a Yield.
         * @typedef {Object} waymark.Yield.$Properties
         * @property {waymark.Key.$Properties|null} [to] Yield to
         * @property {waymark.Key.$Properties|null} [strong] Yield strong
         * @property {waymark.Key.$Properties|null} [key] Yield key
         * @property {boolean|null} [forced] Yield forced
         * @property {waymark.Evidence.$Properties|null} [evidence] Yield evidence
         * @property {boolean|null} [strongKnown] Yield strongKnown
         * @property {number|null} [generation] Yield generation
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Yield.
         * @memberof waymark
         * @interface IYield
         * @augments waymark.Yield.$Properties
         * @deprecated Use waymark.Yield.$Properties instead.
         */

        /**
         * Shape of a Yield.
         * @typedef {waymark.Yield.$Properties} waymark.Yield.$Shape
         */

        /**
         * Constructs a new Yield.
         * @memberof waymark
         * @classdesc Represents a Yield.
         * @constructor
         * @param {waymark.Yield.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Yield = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Yield to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.to = null;

        /**
         * Yield strong.
         * @member {waymark.Key.$Properties|null|undefined} strong
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.strong = null;

        /**
         * Yield key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.key = null;

        /**
         * Yield forced.
         * @member {boolean} forced
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.forced = false;

        /**
         * Yield evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.evidence = null;

        /**
         * Yield strongKnown.
         * @member {boolean} strongKnown
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.strongKnown = false;

        /**
         * Yield generation.
         * @member {number} generation
         * @memberof waymark.Yield
         * @instance
         */
        Yield.prototype.generation = 0;

        /**
         * Creates a new Yield instance using the specified properties.
         * @function create
         * @memberof waymark.Yield
         * @static
         * @param {waymark.Yield.$Properties=} [properties] Properties to set
         * @returns {waymark.Yield} Yield instance
         * @type {{
         *   (properties: waymark.Yield.$Shape): waymark.Yield & waymark.Yield.$Shape;
         *   (properties?: waymark.Yield.$Properties): waymark.Yield;
         * }}
         */
        Yield.create = function(properties) {
            return new Yield(properties);
        };

        /**
         * Encodes the specified Yield message. Does not implicitly {@link waymark.Yield.verify|verify} messages.
         * @function encode
         * @memberof waymark.Yield
         * @static
         * @param {waymark.Yield.$Properties} message Yield message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Yield.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.strong != null && $Object.hasOwnProperty.call(message, "strong"))
                $root.waymark.Key.encode(message.strong, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.forced != null && $Object.hasOwnProperty.call(message, "forced") && message.forced !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.forced);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.strongKnown != null && $Object.hasOwnProperty.call(message, "strongKnown") && message.strongKnown !== false)
                writer.uint32(/* id 6, wireType 0 =*/48).bool(message.strongKnown);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.generation);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Yield message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Yield
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Yield & waymark.Yield.$Shape} Yield
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Yield.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Yield();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.strong = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.strong);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forced = value;
                        else
                            delete message.forced;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.strongKnown = value;
                        else
                            delete message.strongKnown;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Yield;
    })();

    waymark.Settle = (function() {

        /**
         * Properties of a Settle.
         * @typedef {Object} waymark.Settle.$Properties
         * @property {waymark.Key.$Properties|null} [to] Settle to
         * @property {waymark.Key.$Properties|null} ["with"] Settle with
         * @property {waymark.Key.$Properties|null} [key] Settle key
         * @property {boolean|null} [forced] Settle forced
         * @property {waymark.Evidence.$Properties|null} [evidence] Settle evidence
         * @property {number|null} [generation] Settle generation
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Settle.
         * @memberof waymark
         * @interface ISettle
         * @augments waymark.Settle.$Properties
         * @deprecated Use waymark.Settle.$Properties instead.
         */

        /**
         * Shape of a Settle.
         * @typedef {waymark.Settle.$Properties} waymark.Settle.$Shape
         */

        /**
         * Constructs a new Settle.
         * @memberof waymark
         * @classdesc Represents a Settle.
         * @constructor
         * @param {waymark.Settle.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Settle = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Settle to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype.to = null;

        /**
         * Settle with.
         * @member {waymark.Key.$Properties|null|undefined} with
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype["with"] = null;

        /**
         * Settle key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype.key = null;

        /**
         * Settle forced.
         * @member {boolean} forced
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype.forced = false;

        /**
         * Settle evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype.evidence = null;

        /**
         * Settle generation.
         * @member {number} generation
         * @memberof waymark.Settle
         * @instance
         */
        Settle.prototype.generation = 0;

        /**
         * Creates a new Settle instance using the specified properties.
         * @function create
         * @memberof waymark.Settle
         * @static
         * @param {waymark.Settle.$Properties=} [properties] Properties to set
         * @returns {waymark.Settle} Settle instance
         * @type {{
         *   (properties: waymark.Settle.$Shape): waymark.Settle & waymark.Settle.$Shape;
         *   (properties?: waymark.Settle.$Properties): waymark.Settle;
         * }}
         */
        Settle.create = function(properties) {
            return new Settle(properties);
        };

        /**
         * Encodes the specified Settle message. Does not implicitly {@link waymark.Settle.verify|verify} messages.
         * @function encode
         * @memberof waymark.Settle
         * @static
         * @param {waymark.Settle.$Properties} message Settle message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Settle.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message["with"] != null && $Object.hasOwnProperty.call(message, "with"))
                $root.waymark.Key.encode(message["with"], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.forced != null && $Object.hasOwnProperty.call(message, "forced") && message.forced !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.forced);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.generation);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Settle message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Settle
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Settle & waymark.Settle.$Shape} Settle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Settle.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Settle();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message["with"] = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message["with"]);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forced = value;
                        else
                            delete message.forced;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Settle;
    })();

    waymark.Handoff = (function() {

        /**
         * Properties of a Handoff.
         * @typedef {Object} waymark.Handoff.$Properties
         * @property {waymark.Key.$Properties|null} [to] Handoff to
         * @property {waymark.Key.$Properties|null} [from] Handoff from
         * @property {waymark.Key.$Properties|null} [key] Handoff key
         * @property {waymark.Profile.$Properties|null} [profile] Handoff profile
         * @property {boolean|null} [returned] Handoff returned
         * @property {number|null} [generation] Handoff generation
         * @property {waymark.Evidence.$Properties|null} [evidence] Handoff evidence
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Handoff.
         * @memberof waymark
         * @interface IHandoff
         * @augments waymark.Handoff.$Properties
         * @deprecated Use waymark.Handoff.$Properties instead.
         */

        /**
         * Shape of a Handoff.
         * @typedef {{
         *   to?: waymark.Key.$Shape|null;
         *   from?: waymark.Key.$Shape|null;
         *   key?: waymark.Key.$Shape|null;
         *   profile?: waymark.Profile.$Shape|null;
         *   returned?: boolean|null;
         *   generation?: number|null;
         *   evidence?: waymark.Evidence.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Handoff.$Shape
         */

        /**
         * Constructs a new Handoff.
         * @memberof waymark
         * @classdesc Represents a Handoff.
         * @constructor
         * @param {waymark.Handoff.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Handoff = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Handoff to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.to = null;

        /**
         * Handoff from.
         * @member {waymark.Key.$Properties|null|undefined} from
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.from = null;

        /**
         * Handoff key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.key = null;

        /**
         * Handoff profile.
         * @member {waymark.Profile.$Properties|null|undefined} profile
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.profile = null;

        /**
         * Handoff returned.
         * @member {boolean} returned
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.returned = false;

        /**
         * Handoff generation.
         * @member {number} generation
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.generation = 0;

        /**
         * Handoff evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Handoff
         * @instance
         */
        Handoff.prototype.evidence = null;

        /**
         * Creates a new Handoff instance using the specified properties.
         * @function create
         * @memberof waymark.Handoff
         * @static
         * @param {waymark.Handoff.$Properties=} [properties] Properties to set
         * @returns {waymark.Handoff} Handoff instance
         * @type {{
         *   (properties: waymark.Handoff.$Shape): waymark.Handoff & waymark.Handoff.$Shape;
         *   (properties?: waymark.Handoff.$Properties): waymark.Handoff;
         * }}
         */
        Handoff.create = function(properties) {
            return new Handoff(properties);
        };

        /**
         * Encodes the specified Handoff message. Does not implicitly {@link waymark.Handoff.verify|verify} messages.
         * @function encode
         * @memberof waymark.Handoff
         * @static
         * @param {waymark.Handoff.$Properties} message Handoff message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Handoff.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                $root.waymark.Key.encode(message.from, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.profile != null && $Object.hasOwnProperty.call(message, "profile"))
                $root.waymark.Profile.encode(message.profile, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.returned != null && $Object.hasOwnProperty.call(message, "returned") && message.returned !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.returned);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.generation);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Handoff message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Handoff
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Handoff & waymark.Handoff.$Shape} Handoff
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Handoff.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Handoff();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.from = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.from);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.profile = $root.waymark.Profile.decode(reader, reader.size(), $undefined, _depth + 1, message.profile);
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.returned = value;
                        else
                            delete message.returned;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Handoff;
    })();

    waymark.Release = (function() {

        /**
         * Properties of a Release.
         * @typedef {Object} waymark.Release.$Properties
         * @property {waymark.Key.$Properties|null} [to] Release to
         * @property {number|null} [generation] Release generation
         * @property {number|null} [erasedMs] Release erasedMs
         * @property {boolean|null} [gone] Release gone
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Release.
         * @memberof waymark
         * @interface IRelease
         * @augments waymark.Release.$Properties
         * @deprecated Use waymark.Release.$Properties instead.
         */

        /**
         * Shape of a Release.
         * @typedef {waymark.Release.$Properties} waymark.Release.$Shape
         */

        /**
         * Constructs a new Release.
         * @memberof waymark
         * @classdesc Represents a Release.
         * @constructor
         * @param {waymark.Release.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Release = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Release to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Release
         * @instance
         */
        Release.prototype.to = null;

        /**
         * Release generation.
         * @member {number} generation
         * @memberof waymark.Release
         * @instance
         */
        Release.prototype.generation = 0;

        /**
         * Release erasedMs.
         * @member {number} erasedMs
         * @memberof waymark.Release
         * @instance
         */
        Release.prototype.erasedMs = 0;

        /**
         * Release gone.
         * @member {boolean} gone
         * @memberof waymark.Release
         * @instance
         */
        Release.prototype.gone = false;

        /**
         * Creates a new Release instance using the specified properties.
         * @function create
         * @memberof waymark.Release
         * @static
         * @param {waymark.Release.$Properties=} [properties] Properties to set
         * @returns {waymark.Release} Release instance
         * @type {{
         *   (properties: waymark.Release.$Shape): waymark.Release & waymark.Release.$Shape;
         *   (properties?: waymark.Release.$Properties): waymark.Release;
         * }}
         */
        Release.create = function(properties) {
            return new Release(properties);
        };

        /**
         * Encodes the specified Release message. Does not implicitly {@link waymark.Release.verify|verify} messages.
         * @function encode
         * @memberof waymark.Release
         * @static
         * @param {waymark.Release.$Properties} message Release message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Release.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.generation);
            if (message.erasedMs != null && $Object.hasOwnProperty.call(message, "erasedMs") && !$Object.is(message.erasedMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.erasedMs);
            if (message.gone != null && $Object.hasOwnProperty.call(message, "gone") && message.gone !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.gone);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Release message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Release
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Release & waymark.Release.$Shape} Release
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Release.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Release();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.erasedMs = value;
                        else
                            delete message.erasedMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.gone = value;
                        else
                            delete message.gone;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Release;
    })();

    waymark.Reassign = (function() {

        /**
         * Properties of a Reassign.
         * @typedef {Object} waymark.Reassign.$Properties
         * @property {waymark.Key.$Properties|null} [to] Reassign to
         * @property {number|null} [generation] Reassign generation
         * @property {waymark.Key.$Properties|null} [by] Reassign by
         * @property {waymark.Key.$Properties|null} [from] Reassign from
         * @property {waymark.Evidence.$Properties|null} [evidence] Reassign evidence
         * @property {Array.<waymark.Seen.$Properties>|null} [seen] Reassign seen
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Reassign.
         * @memberof waymark
         * @interface IReassign
         * @augments waymark.Reassign.$Properties
         * @deprecated Use waymark.Reassign.$Properties instead.
         */

        /**
         * Shape of a Reassign.
         * @typedef {waymark.Reassign.$Properties} waymark.Reassign.$Shape
         */

        /**
         * Constructs a new Reassign.
         * @memberof waymark
         * @classdesc Represents a Reassign.
         * @constructor
         * @param {waymark.Reassign.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Reassign = function (properties) {
            this.seen = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Reassign to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.to = null;

        /**
         * Reassign generation.
         * @member {number} generation
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.generation = 0;

        /**
         * Reassign by.
         * @member {waymark.Key.$Properties|null|undefined} by
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.by = null;

        /**
         * Reassign from.
         * @member {waymark.Key.$Properties|null|undefined} from
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.from = null;

        /**
         * Reassign evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.evidence = null;

        /**
         * Reassign seen.
         * @member {Array.<waymark.Seen.$Properties>} seen
         * @memberof waymark.Reassign
         * @instance
         */
        Reassign.prototype.seen = $util.emptyArray;

        /**
         * Creates a new Reassign instance using the specified properties.
         * @function create
         * @memberof waymark.Reassign
         * @static
         * @param {waymark.Reassign.$Properties=} [properties] Properties to set
         * @returns {waymark.Reassign} Reassign instance
         * @type {{
         *   (properties: waymark.Reassign.$Shape): waymark.Reassign & waymark.Reassign.$Shape;
         *   (properties?: waymark.Reassign.$Properties): waymark.Reassign;
         * }}
         */
        Reassign.create = function(properties) {
            return new Reassign(properties);
        };

        /**
         * Encodes the specified Reassign message. Does not implicitly {@link waymark.Reassign.verify|verify} messages.
         * @function encode
         * @memberof waymark.Reassign
         * @static
         * @param {waymark.Reassign.$Properties} message Reassign message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Reassign.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.generation);
            if (message.by != null && $Object.hasOwnProperty.call(message, "by"))
                $root.waymark.Key.encode(message.by, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                $root.waymark.Key.encode(message.from, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.seen != null && message.seen.length)
                for (let i = 0; i < message.seen.length; ++i)
                    $root.waymark.Seen.encode(message.seen[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Reassign message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Reassign
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Reassign & waymark.Reassign.$Shape} Reassign
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Reassign.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Reassign();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.by = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.by);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.from = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.from);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.seen && message.seen.length))
                            message.seen = [];
                        message.seen.push($root.waymark.Seen.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Reassign;
    })();

    waymark.Shortcut = (function() {

        /**
         * Properties of a Shortcut.
         * @typedef {Object} waymark.Shortcut.$Properties
         * @property {waymark.Key.$Properties|null} [to] Shortcut to
         * @property {waymark.Key.$Properties|null} [root] Shortcut root
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Shortcut.
         * @memberof waymark
         * @interface IShortcut
         * @augments waymark.Shortcut.$Properties
         * @deprecated Use waymark.Shortcut.$Properties instead.
         */

        /**
         * Shape of a Shortcut.
         * @typedef {waymark.Shortcut.$Properties} waymark.Shortcut.$Shape
         */

        /**
         * Constructs a new Shortcut.
         * @memberof waymark
         * @classdesc Represents a Shortcut.
         * @constructor
         * @param {waymark.Shortcut.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Shortcut = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Shortcut to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Shortcut
         * @instance
         */
        Shortcut.prototype.to = null;

        /**
         * Shortcut root.
         * @member {waymark.Key.$Properties|null|undefined} root
         * @memberof waymark.Shortcut
         * @instance
         */
        Shortcut.prototype.root = null;

        /**
         * Creates a new Shortcut instance using the specified properties.
         * @function create
         * @memberof waymark.Shortcut
         * @static
         * @param {waymark.Shortcut.$Properties=} [properties] Properties to set
         * @returns {waymark.Shortcut} Shortcut instance
         * @type {{
         *   (properties: waymark.Shortcut.$Shape): waymark.Shortcut & waymark.Shortcut.$Shape;
         *   (properties?: waymark.Shortcut.$Properties): waymark.Shortcut;
         * }}
         */
        Shortcut.create = function(properties) {
            return new Shortcut(properties);
        };

        /**
         * Encodes the specified Shortcut message. Does not implicitly {@link waymark.Shortcut.verify|verify} messages.
         * @function encode
         * @memberof waymark.Shortcut
         * @static
         * @param {waymark.Shortcut.$Properties} message Shortcut message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Shortcut.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                $root.waymark.Key.encode(message.root, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Shortcut message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Shortcut
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Shortcut & waymark.Shortcut.$Shape} Shortcut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Shortcut.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Shortcut();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.root = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.root);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Shortcut;
    })();

    waymark.Flush = (function() {

        /**
         * Properties of a Flush.
         * @typedef {Object} waymark.Flush.$Properties
         * @property {waymark.Key.$Properties|null} [to] Flush to
         * @property {waymark.Key.$Properties|null} [via] Flush via
         * @property {number|null} [id] Flush id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Flush.
         * @memberof waymark
         * @interface IFlush
         * @augments waymark.Flush.$Properties
         * @deprecated Use waymark.Flush.$Properties instead.
         */

        /**
         * Shape of a Flush.
         * @typedef {waymark.Flush.$Properties} waymark.Flush.$Shape
         */

        /**
         * Constructs a new Flush.
         * @memberof waymark
         * @classdesc Represents a Flush.
         * @constructor
         * @param {waymark.Flush.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Flush = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Flush to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Flush
         * @instance
         */
        Flush.prototype.to = null;

        /**
         * Flush via.
         * @member {waymark.Key.$Properties|null|undefined} via
         * @memberof waymark.Flush
         * @instance
         */
        Flush.prototype.via = null;

        /**
         * Flush id.
         * @member {number} id
         * @memberof waymark.Flush
         * @instance
         */
        Flush.prototype.id = 0;

        /**
         * Creates a new Flush instance using the specified properties.
         * @function create
         * @memberof waymark.Flush
         * @static
         * @param {waymark.Flush.$Properties=} [properties] Properties to set
         * @returns {waymark.Flush} Flush instance
         * @type {{
         *   (properties: waymark.Flush.$Shape): waymark.Flush & waymark.Flush.$Shape;
         *   (properties?: waymark.Flush.$Properties): waymark.Flush;
         * }}
         */
        Flush.create = function(properties) {
            return new Flush(properties);
        };

        /**
         * Encodes the specified Flush message. Does not implicitly {@link waymark.Flush.verify|verify} messages.
         * @function encode
         * @memberof waymark.Flush
         * @static
         * @param {waymark.Flush.$Properties} message Flush message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Flush.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.via != null && $Object.hasOwnProperty.call(message, "via"))
                $root.waymark.Key.encode(message.via, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && !$Object.is(message.id, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Flush message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Flush
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Flush & waymark.Flush.$Shape} Flush
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Flush.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Flush();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.via = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.via);
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Flush;
    })();

    waymark.Flushed = (function() {

        /**
         * Properties of a Flushed.
         * @typedef {Object} waymark.Flushed.$Properties
         * @property {waymark.Key.$Properties|null} [to] Flushed to
         * @property {waymark.Key.$Properties|null} [root] Flushed root
         * @property {number|null} [id] Flushed id
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Flushed.
         * @memberof waymark
         * @interface IFlushed
         * @augments waymark.Flushed.$Properties
         * @deprecated Use waymark.Flushed.$Properties instead.
         */

        /**
         * Shape of a Flushed.
         * @typedef {waymark.Flushed.$Properties} waymark.Flushed.$Shape
         */

        /**
         * Constructs a new Flushed.
         * @memberof waymark
         * @classdesc Represents a Flushed.
         * @constructor
         * @param {waymark.Flushed.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Flushed = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Flushed to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Flushed
         * @instance
         */
        Flushed.prototype.to = null;

        /**
         * Flushed root.
         * @member {waymark.Key.$Properties|null|undefined} root
         * @memberof waymark.Flushed
         * @instance
         */
        Flushed.prototype.root = null;

        /**
         * Flushed id.
         * @member {number} id
         * @memberof waymark.Flushed
         * @instance
         */
        Flushed.prototype.id = 0;

        /**
         * Creates a new Flushed instance using the specified properties.
         * @function create
         * @memberof waymark.Flushed
         * @static
         * @param {waymark.Flushed.$Properties=} [properties] Properties to set
         * @returns {waymark.Flushed} Flushed instance
         * @type {{
         *   (properties: waymark.Flushed.$Shape): waymark.Flushed & waymark.Flushed.$Shape;
         *   (properties?: waymark.Flushed.$Properties): waymark.Flushed;
         * }}
         */
        Flushed.create = function(properties) {
            return new Flushed(properties);
        };

        /**
         * Encodes the specified Flushed message. Does not implicitly {@link waymark.Flushed.verify|verify} messages.
         * @function encode
         * @memberof waymark.Flushed
         * @static
         * @param {waymark.Flushed.$Properties} message Flushed message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Flushed.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                $root.waymark.Key.encode(message.root, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && !$Object.is(message.id, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.id);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Flushed message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Flushed
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Flushed & waymark.Flushed.$Shape} Flushed
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Flushed.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Flushed();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.root = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.root);
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Flushed;
    })();

    waymark.CommandTo = (function() {

        /**
         * Properties of a CommandTo.
         * @typedef {Object} waymark.CommandTo.$Properties
         * @property {waymark.Key.$Properties|null} [to] CommandTo to
         * @property {waymark.Command.$Properties|null} [command] CommandTo command
         * @property {boolean|null} [fresh] CommandTo fresh
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a CommandTo.
         * @memberof waymark
         * @interface ICommandTo
         * @augments waymark.CommandTo.$Properties
         * @deprecated Use waymark.CommandTo.$Properties instead.
         */

        /**
         * Shape of a CommandTo.
         * @typedef {waymark.CommandTo.$Properties} waymark.CommandTo.$Shape
         */

        /**
         * Constructs a new CommandTo.
         * @memberof waymark
         * @classdesc Represents a CommandTo.
         * @constructor
         * @param {waymark.CommandTo.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const CommandTo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * CommandTo to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.CommandTo
         * @instance
         */
        CommandTo.prototype.to = null;

        /**
         * CommandTo command.
         * @member {waymark.Command.$Properties|null|undefined} command
         * @memberof waymark.CommandTo
         * @instance
         */
        CommandTo.prototype.command = null;

        /**
         * CommandTo fresh.
         * @member {boolean} fresh
         * @memberof waymark.CommandTo
         * @instance
         */
        CommandTo.prototype.fresh = false;

        /**
         * Creates a new CommandTo instance using the specified properties.
         * @function create
         * @memberof waymark.CommandTo
         * @static
         * @param {waymark.CommandTo.$Properties=} [properties] Properties to set
         * @returns {waymark.CommandTo} CommandTo instance
         * @type {{
         *   (properties: waymark.CommandTo.$Shape): waymark.CommandTo & waymark.CommandTo.$Shape;
         *   (properties?: waymark.CommandTo.$Properties): waymark.CommandTo;
         * }}
         */
        CommandTo.create = function(properties) {
            return new CommandTo(properties);
        };

        /**
         * Encodes the specified CommandTo message. Does not implicitly {@link waymark.CommandTo.verify|verify} messages.
         * @function encode
         * @memberof waymark.CommandTo
         * @static
         * @param {waymark.CommandTo.$Properties} message CommandTo message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        CommandTo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                $root.waymark.Command.encode(message.command, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.fresh != null && $Object.hasOwnProperty.call(message, "fresh") && message.fresh !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.fresh);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a CommandTo message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.CommandTo
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.CommandTo & waymark.CommandTo.$Shape} CommandTo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        CommandTo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.CommandTo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.command = $root.waymark.Command.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fresh = value;
                        else
                            delete message.fresh;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CommandTo;
    })();

    waymark.Profile = (function() {

        /**
         * Properties of a Profile.
         * @typedef {Object} waymark.Profile.$Properties
         * @property {waymark.Key.$Properties|null} [root] Profile root
         * @property {string|null} [profileId] Profile profileId
         * @property {number|null} [createdMs] Profile createdMs
         * @property {Array.<waymark.IdentifierState.$Properties>|null} [identifiers] Profile identifiers
         * @property {Array.<waymark.Refusal.$Properties>|null} [refused] Profile refused
         * @property {Array.<waymark.IdentifierState.$Properties>|null} [pending] Profile pending
         * @property {Array.<waymark.Parked.$Properties>|null} [parked] Profile parked
         * @property {Array.<waymark.PropertyState.$Properties>|null} [properties] Profile properties
         * @property {Array.<waymark.Window.$Properties>|null} [windows] Profile windows
         * @property {Array.<waymark.Membership.$Properties>|null} [memberships] Profile memberships
         * @property {Array.<waymark.Instance.$Properties>|null} [instances] Profile instances
         * @property {Array.<waymark.JourneyHistory.$Properties>|null} [history] Profile history
         * @property {boolean|null} [shared] Profile shared
         * @property {boolean|null} [idKnown] Profile idKnown
         * @property {number|null} [idCreatedMs] Profile idCreatedMs
         * @property {Array.<waymark.Crowd.$Properties>|null} [crowds] Profile crowds
         * @property {Array.<waymark.Key.$Properties>|null} [former] Profile former
         * @property {Array.<waymark.Seen.$Properties>|null} [inherited] Profile inherited
         * @property {Array.<string>|null} [eventIds] Profile eventIds
         * @property {Uint8Array|null} [seen] Profile seen
         * @property {Uint8Array|null} [filled] Profile filled
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Profile.
         * @memberof waymark
         * @interface IProfile
         * @augments waymark.Profile.$Properties
         * @deprecated Use waymark.Profile.$Properties instead.
         */

        /**
         * Shape of a Profile.
         * @typedef {{
         *   root?: waymark.Key.$Shape|null;
         *   profileId?: string|null;
         *   createdMs?: number|null;
         *   identifiers?: Array.<waymark.IdentifierState.$Shape>|null;
         *   refused?: Array.<waymark.Refusal.$Shape>|null;
         *   pending?: Array.<waymark.IdentifierState.$Shape>|null;
         *   parked?: Array.<waymark.Parked.$Shape>|null;
         *   properties?: Array.<waymark.PropertyState.$Shape>|null;
         *   windows?: Array.<waymark.Window.$Shape>|null;
         *   memberships?: Array.<waymark.Membership.$Shape>|null;
         *   instances?: Array.<waymark.Instance.$Shape>|null;
         *   history?: Array.<waymark.JourneyHistory.$Shape>|null;
         *   shared?: boolean|null;
         *   idKnown?: boolean|null;
         *   idCreatedMs?: number|null;
         *   crowds?: Array.<waymark.Crowd.$Shape>|null;
         *   former?: Array.<waymark.Key.$Shape>|null;
         *   inherited?: Array.<waymark.Seen.$Shape>|null;
         *   eventIds?: Array.<string>|null;
         *   seen?: Uint8Array|null;
         *   filled?: Uint8Array|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Profile.$Shape
         */

        /**
         * Constructs a new Profile.
         * @memberof waymark
         * @classdesc Represents a Profile.
         * @constructor
         * @param {waymark.Profile.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Profile = function (properties) {
            this.identifiers = [];
            this.refused = [];
            this.pending = [];
            this.parked = [];
            this.properties = [];
            this.windows = [];
            this.memberships = [];
            this.instances = [];
            this.history = [];
            this.crowds = [];
            this.former = [];
            this.inherited = [];
            this.eventIds = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Profile root.
         * @member {waymark.Key.$Properties|null|undefined} root
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.root = null;

        /**
         * Profile profileId.
         * @member {string} profileId
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.profileId = "";

        /**
         * Profile createdMs.
         * @member {number} createdMs
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.createdMs = 0;

        /**
         * Profile identifiers.
         * @member {Array.<waymark.IdentifierState.$Properties>} identifiers
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.identifiers = $util.emptyArray;

        /**
         * Profile refused.
         * @member {Array.<waymark.Refusal.$Properties>} refused
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.refused = $util.emptyArray;

        /**
         * Profile pending.
         * @member {Array.<waymark.IdentifierState.$Properties>} pending
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.pending = $util.emptyArray;

        /**
         * Profile parked.
         * @member {Array.<waymark.Parked.$Properties>} parked
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.parked = $util.emptyArray;

        /**
         * Profile properties.
         * @member {Array.<waymark.PropertyState.$Properties>} properties
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.properties = $util.emptyArray;

        /**
         * Profile windows.
         * @member {Array.<waymark.Window.$Properties>} windows
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.windows = $util.emptyArray;

        /**
         * Profile memberships.
         * @member {Array.<waymark.Membership.$Properties>} memberships
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.memberships = $util.emptyArray;

        /**
         * Profile instances.
         * @member {Array.<waymark.Instance.$Properties>} instances
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.instances = $util.emptyArray;

        /**
         * Profile history.
         * @member {Array.<waymark.JourneyHistory.$Properties>} history
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.history = $util.emptyArray;

        /**
         * Profile shared.
         * @member {boolean} shared
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.shared = false;

        /**
         * Profile idKnown.
         * @member {boolean} idKnown
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.idKnown = false;

        /**
         * Profile idCreatedMs.
         * @member {number} idCreatedMs
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.idCreatedMs = 0;

        /**
         * Profile crowds.
         * @member {Array.<waymark.Crowd.$Properties>} crowds
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.crowds = $util.emptyArray;

        /**
         * Profile former.
         * @member {Array.<waymark.Key.$Properties>} former
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.former = $util.emptyArray;

        /**
         * Profile inherited.
         * @member {Array.<waymark.Seen.$Properties>} inherited
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.inherited = $util.emptyArray;

        /**
         * Profile eventIds.
         * @member {Array.<string>} eventIds
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.eventIds = $util.emptyArray;

        /**
         * Profile seen.
         * @member {Uint8Array} seen
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.seen = $util.newBuffer([]);

        /**
         * Profile filled.
         * @member {Uint8Array} filled
         * @memberof waymark.Profile
         * @instance
         */
        Profile.prototype.filled = $util.newBuffer([]);

        /**
         * Creates a new Profile instance using the specified properties.
         * @function create
         * @memberof waymark.Profile
         * @static
         * @param {waymark.Profile.$Properties=} [properties] Properties to set
         * @returns {waymark.Profile} Profile instance
         * @type {{
         *   (properties: waymark.Profile.$Shape): waymark.Profile & waymark.Profile.$Shape;
         *   (properties?: waymark.Profile.$Properties): waymark.Profile;
         * }}
         */
        Profile.create = function(properties) {
            return new Profile(properties);
        };

        /**
         * Encodes the specified Profile message. Does not implicitly {@link waymark.Profile.verify|verify} messages.
         * @function encode
         * @memberof waymark.Profile
         * @static
         * @param {waymark.Profile.$Properties} message Profile message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Profile.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.root != null && $Object.hasOwnProperty.call(message, "root"))
                $root.waymark.Key.encode(message.root, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.profileId != null && $Object.hasOwnProperty.call(message, "profileId") && message.profileId !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.profileId);
            if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && !$Object.is(message.createdMs, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.createdMs);
            if (message.identifiers != null && message.identifiers.length)
                for (let i = 0; i < message.identifiers.length; ++i)
                    $root.waymark.IdentifierState.encode(message.identifiers[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.refused != null && message.refused.length)
                for (let i = 0; i < message.refused.length; ++i)
                    $root.waymark.Refusal.encode(message.refused[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.pending != null && message.pending.length)
                for (let i = 0; i < message.pending.length; ++i)
                    $root.waymark.IdentifierState.encode(message.pending[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.parked != null && message.parked.length)
                for (let i = 0; i < message.parked.length; ++i)
                    $root.waymark.Parked.encode(message.parked[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.properties != null && message.properties.length)
                for (let i = 0; i < message.properties.length; ++i)
                    $root.waymark.PropertyState.encode(message.properties[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
            if (message.windows != null && message.windows.length)
                for (let i = 0; i < message.windows.length; ++i)
                    $root.waymark.Window.encode(message.windows[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
            if (message.memberships != null && message.memberships.length)
                for (let i = 0; i < message.memberships.length; ++i)
                    $root.waymark.Membership.encode(message.memberships[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
            if (message.instances != null && message.instances.length)
                for (let i = 0; i < message.instances.length; ++i)
                    $root.waymark.Instance.encode(message.instances[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
            if (message.history != null && message.history.length)
                for (let i = 0; i < message.history.length; ++i)
                    $root.waymark.JourneyHistory.encode(message.history[i], writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
            if (message.shared != null && $Object.hasOwnProperty.call(message, "shared") && message.shared !== false)
                writer.uint32(/* id 15, wireType 0 =*/120).bool(message.shared);
            if (message.idKnown != null && $Object.hasOwnProperty.call(message, "idKnown") && message.idKnown !== false)
                writer.uint32(/* id 17, wireType 0 =*/136).bool(message.idKnown);
            if (message.idCreatedMs != null && $Object.hasOwnProperty.call(message, "idCreatedMs") && !$Object.is(message.idCreatedMs, 0))
                writer.uint32(/* id 18, wireType 1 =*/145).double(message.idCreatedMs);
            if (message.crowds != null && message.crowds.length)
                for (let i = 0; i < message.crowds.length; ++i)
                    $root.waymark.Crowd.encode(message.crowds[i], writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
            if (message.former != null && message.former.length)
                for (let i = 0; i < message.former.length; ++i)
                    $root.waymark.Key.encode(message.former[i], writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.inherited != null && message.inherited.length)
                for (let i = 0; i < message.inherited.length; ++i)
                    $root.waymark.Seen.encode(message.inherited[i], writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.eventIds != null && message.eventIds.length)
                for (let i = 0; i < message.eventIds.length; ++i)
                    writer.uint32(/* id 22, wireType 2 =*/178).string(message.eventIds[i]);
            if (message.seen != null && $Object.hasOwnProperty.call(message, "seen") && message.seen.length)
                writer.uint32(/* id 23, wireType 2 =*/186).bytes(message.seen);
            if (message.filled != null && $Object.hasOwnProperty.call(message, "filled") && message.filled.length)
                writer.uint32(/* id 24, wireType 2 =*/194).bytes(message.filled);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Profile message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Profile
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Profile & waymark.Profile.$Shape} Profile
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Profile.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Profile();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.root = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.root);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.profileId = value;
                        else
                            delete message.profileId;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.createdMs = value;
                        else
                            delete message.createdMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.identifiers && message.identifiers.length))
                            message.identifiers = [];
                        message.identifiers.push($root.waymark.IdentifierState.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.refused && message.refused.length))
                            message.refused = [];
                        message.refused.push($root.waymark.Refusal.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.pending && message.pending.length))
                            message.pending = [];
                        message.pending.push($root.waymark.IdentifierState.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.parked && message.parked.length))
                            message.parked = [];
                        message.parked.push($root.waymark.Parked.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if (!(message.properties && message.properties.length))
                            message.properties = [];
                        message.properties.push($root.waymark.PropertyState.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.windows && message.windows.length))
                            message.windows = [];
                        message.windows.push($root.waymark.Window.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.memberships && message.memberships.length))
                            message.memberships = [];
                        message.memberships.push($root.waymark.Membership.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.instances && message.instances.length))
                            message.instances = [];
                        message.instances.push($root.waymark.Instance.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        if (!(message.history && message.history.length))
                            message.history = [];
                        message.history.push($root.waymark.JourneyHistory.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.shared = value;
                        else
                            delete message.shared;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.idKnown = value;
                        else
                            delete message.idKnown;
                        continue;
                    }
                case 18: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.idCreatedMs = value;
                        else
                            delete message.idCreatedMs;
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        if (!(message.crowds && message.crowds.length))
                            message.crowds = [];
                        message.crowds.push($root.waymark.Crowd.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if (!(message.former && message.former.length))
                            message.former = [];
                        message.former.push($root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        if (!(message.inherited && message.inherited.length))
                            message.inherited = [];
                        message.inherited.push($root.waymark.Seen.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if (!(message.eventIds && message.eventIds.length))
                            message.eventIds = [];
                        message.eventIds.push(reader.stringVerify());
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.seen = value;
                        else
                            delete message.seen;
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.filled = value;
                        else
                            delete message.filled;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Profile;
    })();

    waymark.Crowd = (function() {

        /**
         * Properties of a Crowd.
         * @typedef {Object} waymark.Crowd.$Properties
         * @property {string|null} [type] Crowd type
         * @property {Array.<number>|null} [atMs] Crowd atMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Crowd.
         * @memberof waymark
         * @interface ICrowd
         * @augments waymark.Crowd.$Properties
         * @deprecated Use waymark.Crowd.$Properties instead.
         */

        /**
         * Shape of a Crowd.
         * @typedef {waymark.Crowd.$Properties} waymark.Crowd.$Shape
         */

        /**
         * Constructs a new Crowd.
         * @memberof waymark
         * @classdesc Represents a Crowd.
         * @constructor
         * @param {waymark.Crowd.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Crowd = function (properties) {
            this.atMs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Crowd type.
         * @member {string} type
         * @memberof waymark.Crowd
         * @instance
         */
        Crowd.prototype.type = "";

        /**
         * Crowd atMs.
         * @member {Array.<number>} atMs
         * @memberof waymark.Crowd
         * @instance
         */
        Crowd.prototype.atMs = $util.emptyArray;

        /**
         * Creates a new Crowd instance using the specified properties.
         * @function create
         * @memberof waymark.Crowd
         * @static
         * @param {waymark.Crowd.$Properties=} [properties] Properties to set
         * @returns {waymark.Crowd} Crowd instance
         * @type {{
         *   (properties: waymark.Crowd.$Shape): waymark.Crowd & waymark.Crowd.$Shape;
         *   (properties?: waymark.Crowd.$Properties): waymark.Crowd;
         * }}
         */
        Crowd.create = function(properties) {
            return new Crowd(properties);
        };

        /**
         * Encodes the specified Crowd message. Does not implicitly {@link waymark.Crowd.verify|verify} messages.
         * @function encode
         * @memberof waymark.Crowd
         * @static
         * @param {waymark.Crowd.$Properties} message Crowd message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Crowd.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.type);
            if (message.atMs != null && message.atMs.length)
                writer.uint32(/* id 2, wireType 2 =*/18).doubles(message.atMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Crowd message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Crowd
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Crowd & waymark.Crowd.$Shape} Crowd
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Crowd.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Crowd();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.atMs && message.atMs.length))
                                message.atMs = [];
                            reader.doubles(message.atMs);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.atMs && message.atMs.length))
                            message.atMs = [];
                        message.atMs.push(reader.double());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Crowd;
    })();

    waymark.IdentifierState = (function() {

        /**
         * Properties of an IdentifierState.
         * @typedef {Object} waymark.IdentifierState.$Properties
         * @property {waymark.Key.$Properties|null} [key] IdentifierState key
         * @property {number|null} [linkedMs] IdentifierState linkedMs
         * @property {waymark.Evidence.$Properties|null} [evidence] IdentifierState evidence
         * @property {boolean|null} [forced] IdentifierState forced
         * @property {number|null} [generation] IdentifierState generation
         * @property {number|null} [open] IdentifierState open
         * @property {string|null} [refusal] IdentifierState refusal
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an IdentifierState.
         * @memberof waymark
         * @interface IIdentifierState
         * @augments waymark.IdentifierState.$Properties
         * @deprecated Use waymark.IdentifierState.$Properties instead.
         */

        /**
         * Shape of an IdentifierState.
         * @typedef {waymark.IdentifierState.$Properties} waymark.IdentifierState.$Shape
         */

        /**
         * Constructs a new IdentifierState.
         * @memberof waymark
         * @classdesc Represents an IdentifierState.
         * @constructor
         * @param {waymark.IdentifierState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const IdentifierState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * IdentifierState key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.key = null;

        /**
         * IdentifierState linkedMs.
         * @member {number} linkedMs
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.linkedMs = 0;

        /**
         * IdentifierState evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.evidence = null;

        /**
         * IdentifierState forced.
         * @member {boolean} forced
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.forced = false;

        /**
         * IdentifierState generation.
         * @member {number} generation
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.generation = 0;

        /**
         * IdentifierState open.
         * @member {number} open
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.open = 0;

        /**
         * IdentifierState refusal.
         * @member {string} refusal
         * @memberof waymark.IdentifierState
         * @instance
         */
        IdentifierState.prototype.refusal = "";

        /**
         * Creates a new IdentifierState instance using the specified properties.
         * @function create
         * @memberof waymark.IdentifierState
         * @static
         * @param {waymark.IdentifierState.$Properties=} [properties] Properties to set
         * @returns {waymark.IdentifierState} IdentifierState instance
         * @type {{
         *   (properties: waymark.IdentifierState.$Shape): waymark.IdentifierState & waymark.IdentifierState.$Shape;
         *   (properties?: waymark.IdentifierState.$Properties): waymark.IdentifierState;
         * }}
         */
        IdentifierState.create = function(properties) {
            return new IdentifierState(properties);
        };

        /**
         * Encodes the specified IdentifierState message. Does not implicitly {@link waymark.IdentifierState.verify|verify} messages.
         * @function encode
         * @memberof waymark.IdentifierState
         * @static
         * @param {waymark.IdentifierState.$Properties} message IdentifierState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        IdentifierState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.linkedMs != null && $Object.hasOwnProperty.call(message, "linkedMs") && !$Object.is(message.linkedMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.linkedMs);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.forced != null && $Object.hasOwnProperty.call(message, "forced") && message.forced !== false)
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.forced);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.generation);
            if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== 0)
                writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.open);
            if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal") && message.refusal !== "")
                writer.uint32(/* id 7, wireType 2 =*/58).string(message.refusal);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an IdentifierState message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.IdentifierState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.IdentifierState & waymark.IdentifierState.$Shape} IdentifierState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        IdentifierState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.IdentifierState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.linkedMs = value;
                        else
                            delete message.linkedMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forced = value;
                        else
                            delete message.forced;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.open = value;
                        else
                            delete message.open;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.refusal = value;
                        else
                            delete message.refusal;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return IdentifierState;
    })();

    waymark.Refusal = (function() {

        /**
         * Properties of a Refusal.
         * @typedef {Object} waymark.Refusal.$Properties
         * @property {string|null} [reason] Refusal reason
         * @property {number|null} [atMs] Refusal atMs
         * @property {waymark.Evidence.$Properties|null} [evidence] Refusal evidence
         * @property {string|null} [type] Refusal type
         * @property {number|null} [hash] Refusal hash
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Refusal.
         * @memberof waymark
         * @interface IRefusal
         * @augments waymark.Refusal.$Properties
         * @deprecated Use waymark.Refusal.$Properties instead.
         */

        /**
         * Shape of a Refusal.
         * @typedef {waymark.Refusal.$Properties} waymark.Refusal.$Shape
         */

        /**
         * Constructs a new Refusal.
         * @memberof waymark
         * @classdesc Represents a Refusal.
         * @constructor
         * @param {waymark.Refusal.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Refusal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Refusal reason.
         * @member {string} reason
         * @memberof waymark.Refusal
         * @instance
         */
        Refusal.prototype.reason = "";

        /**
         * Refusal atMs.
         * @member {number} atMs
         * @memberof waymark.Refusal
         * @instance
         */
        Refusal.prototype.atMs = 0;

        /**
         * Refusal evidence.
         * @member {waymark.Evidence.$Properties|null|undefined} evidence
         * @memberof waymark.Refusal
         * @instance
         */
        Refusal.prototype.evidence = null;

        /**
         * Refusal type.
         * @member {string} type
         * @memberof waymark.Refusal
         * @instance
         */
        Refusal.prototype.type = "";

        /**
         * Refusal hash.
         * @member {number} hash
         * @memberof waymark.Refusal
         * @instance
         */
        Refusal.prototype.hash = 0;

        /**
         * Creates a new Refusal instance using the specified properties.
         * @function create
         * @memberof waymark.Refusal
         * @static
         * @param {waymark.Refusal.$Properties=} [properties] Properties to set
         * @returns {waymark.Refusal} Refusal instance
         * @type {{
         *   (properties: waymark.Refusal.$Shape): waymark.Refusal & waymark.Refusal.$Shape;
         *   (properties?: waymark.Refusal.$Properties): waymark.Refusal;
         * }}
         */
        Refusal.create = function(properties) {
            return new Refusal(properties);
        };

        /**
         * Encodes the specified Refusal message. Does not implicitly {@link waymark.Refusal.verify|verify} messages.
         * @function encode
         * @memberof waymark.Refusal
         * @static
         * @param {waymark.Refusal.$Properties} message Refusal message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Refusal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.atMs);
            if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                $root.waymark.Evidence.encode(message.evidence, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.type);
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && !$Object.is(message.hash, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.hash);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Refusal message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Refusal
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Refusal & waymark.Refusal.$Shape} Refusal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Refusal.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Refusal();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.evidence = $root.waymark.Evidence.decode(reader, reader.size(), $undefined, _depth + 1, message.evidence);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Refusal;
    })();

    waymark.PropertyState = (function() {

        /**
         * Properties of a PropertyState.
         * @typedef {Object} waymark.PropertyState.$Properties
         * @property {string|null} [key] PropertyState key
         * @property {waymark.StandaloneValue.$Properties|null} [value] PropertyState value
         * @property {number|null} [timeMs] PropertyState timeMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a PropertyState.
         * @memberof waymark
         * @interface IPropertyState
         * @augments waymark.PropertyState.$Properties
         * @deprecated Use waymark.PropertyState.$Properties instead.
         */

        /**
         * Shape of a PropertyState.
         * @typedef {{
         *   key?: string|null;
         *   value?: waymark.StandaloneValue.$Shape|null;
         *   timeMs?: number|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.PropertyState.$Shape
         */

        /**
         * Constructs a new PropertyState.
         * @memberof waymark
         * @classdesc Represents a PropertyState.
         * @constructor
         * @param {waymark.PropertyState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const PropertyState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * PropertyState key.
         * @member {string} key
         * @memberof waymark.PropertyState
         * @instance
         */
        PropertyState.prototype.key = "";

        /**
         * PropertyState value.
         * @member {waymark.StandaloneValue.$Properties|null|undefined} value
         * @memberof waymark.PropertyState
         * @instance
         */
        PropertyState.prototype.value = null;

        /**
         * PropertyState timeMs.
         * @member {number} timeMs
         * @memberof waymark.PropertyState
         * @instance
         */
        PropertyState.prototype.timeMs = 0;

        /**
         * Creates a new PropertyState instance using the specified properties.
         * @function create
         * @memberof waymark.PropertyState
         * @static
         * @param {waymark.PropertyState.$Properties=} [properties] Properties to set
         * @returns {waymark.PropertyState} PropertyState instance
         * @type {{
         *   (properties: waymark.PropertyState.$Shape): waymark.PropertyState & waymark.PropertyState.$Shape;
         *   (properties?: waymark.PropertyState.$Properties): waymark.PropertyState;
         * }}
         */
        PropertyState.create = function(properties) {
            return new PropertyState(properties);
        };

        /**
         * Encodes the specified PropertyState message. Does not implicitly {@link waymark.PropertyState.verify|verify} messages.
         * @function encode
         * @memberof waymark.PropertyState
         * @static
         * @param {waymark.PropertyState.$Properties} message PropertyState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        PropertyState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.waymark.StandaloneValue.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.timeMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a PropertyState message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.PropertyState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.PropertyState & waymark.PropertyState.$Shape} PropertyState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        PropertyState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.PropertyState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.waymark.StandaloneValue.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.timeMs = value;
                        else
                            delete message.timeMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PropertyState;
    })();

    waymark.StandaloneValue = (function() {

        /**
         * Properties of a StandaloneValue.
         * @typedef {Object} waymark.StandaloneValue.$Properties
         * @property {Array.<string>|null} [strings] StandaloneValue strings
         * @property {waymark.Value.$Properties|null} [value] StandaloneValue value
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a StandaloneValue.
         * @memberof waymark
         * @interface IStandaloneValue
         * @augments waymark.StandaloneValue.$Properties
         * @deprecated Use waymark.StandaloneValue.$Properties instead.
         */

        /**
         * Shape of a StandaloneValue.
         * @typedef {{
         *   strings?: Array.<string>|null;
         *   value?: waymark.Value.$Shape|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.StandaloneValue.$Shape
         */

        /**
         * Constructs a new StandaloneValue.
         * @memberof waymark
         * @classdesc Represents a StandaloneValue.
         * @constructor
         * @param {waymark.StandaloneValue.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const StandaloneValue = function (properties) {
            this.strings = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * StandaloneValue strings.
         * @member {Array.<string>} strings
         * @memberof waymark.StandaloneValue
         * @instance
         */
        StandaloneValue.prototype.strings = $util.emptyArray;

        /**
         * StandaloneValue value.
         * @member {waymark.Value.$Properties|null|undefined} value
         * @memberof waymark.StandaloneValue
         * @instance
         */
        StandaloneValue.prototype.value = null;

        /**
         * Creates a new StandaloneValue instance using the specified properties.
         * @function create
         * @memberof waymark.StandaloneValue
         * @static
         * @param {waymark.StandaloneValue.$Properties=} [properties] Properties to set
         * @returns {waymark.StandaloneValue} StandaloneValue instance
         * @type {{
         *   (properties: waymark.StandaloneValue.$Shape): waymark.StandaloneValue & waymark.StandaloneValue.$Shape;
         *   (properties?: waymark.StandaloneValue.$Properties): waymark.StandaloneValue;
         * }}
         */
        StandaloneValue.create = function(properties) {
            return new StandaloneValue(properties);
        };

        /**
         * Encodes the specified StandaloneValue message. Does not implicitly {@link waymark.StandaloneValue.verify|verify} messages.
         * @function encode
         * @memberof waymark.StandaloneValue
         * @static
         * @param {waymark.StandaloneValue.$Properties} message StandaloneValue message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        StandaloneValue.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.strings != null && message.strings.length)
                for (let i = 0; i < message.strings.length; ++i)
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.strings[i]);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                $root.waymark.Value.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a StandaloneValue message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.StandaloneValue
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.StandaloneValue & waymark.StandaloneValue.$Shape} StandaloneValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        StandaloneValue.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.StandaloneValue();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.strings && message.strings.length))
                            message.strings = [];
                        message.strings.push(reader.stringVerify());
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = $root.waymark.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StandaloneValue;
    })();

    waymark.Window = (function() {

        /**
         * Properties of a Window.
         * @typedef {Object} waymark.Window.$Properties
         * @property {string|null} [leaf] Window leaf
         * @property {Array.<number>|null} [times] Window times
         * @property {Array.<number>|null} [values] Window values
         * @property {Array.<number>|null} [keys] Window keys
         * @property {Array.<number>|null} [ids] Window ids
         * @property {waymark.Value.$Properties|null} [scalar] Window scalar
         * @property {waymark.Sketch.$Properties|null} [sketch] Window sketch
         * @property {Array.<string>|null} [ownIds] Window ownIds
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Window.
         * @memberof waymark
         * @interface IWindow
         * @augments waymark.Window.$Properties
         * @deprecated Use waymark.Window.$Properties instead.
         */

        /**
         * Shape of a Window.
         * @typedef {{
         *   leaf?: string|null;
         *   times?: Array.<number>|null;
         *   values?: Array.<number>|null;
         *   keys?: Array.<number>|null;
         *   ids?: Array.<number>|null;
         *   scalar?: waymark.Value.$Shape|null;
         *   sketch?: waymark.Sketch.$Shape|null;
         *   ownIds?: Array.<string>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Window.$Shape
         */

        /**
         * Constructs a new Window.
         * @memberof waymark
         * @classdesc Represents a Window.
         * @constructor
         * @param {waymark.Window.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Window = function (properties) {
            this.times = [];
            this.values = [];
            this.keys = [];
            this.ids = [];
            this.ownIds = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Window leaf.
         * @member {string} leaf
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.leaf = "";

        /**
         * Window times.
         * @member {Array.<number>} times
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.times = $util.emptyArray;

        /**
         * Window values.
         * @member {Array.<number>} values
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.values = $util.emptyArray;

        /**
         * Window keys.
         * @member {Array.<number>} keys
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.keys = $util.emptyArray;

        /**
         * Window ids.
         * @member {Array.<number>} ids
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.ids = $util.emptyArray;

        /**
         * Window scalar.
         * @member {waymark.Value.$Properties|null|undefined} scalar
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.scalar = null;

        /**
         * Window sketch.
         * @member {waymark.Sketch.$Properties|null|undefined} sketch
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.sketch = null;

        /**
         * Window ownIds.
         * @member {Array.<string>} ownIds
         * @memberof waymark.Window
         * @instance
         */
        Window.prototype.ownIds = $util.emptyArray;

        /**
         * Creates a new Window instance using the specified properties.
         * @function create
         * @memberof waymark.Window
         * @static
         * @param {waymark.Window.$Properties=} [properties] Properties to set
         * @returns {waymark.Window} Window instance
         * @type {{
         *   (properties: waymark.Window.$Shape): waymark.Window & waymark.Window.$Shape;
         *   (properties?: waymark.Window.$Properties): waymark.Window;
         * }}
         */
        Window.create = function(properties) {
            return new Window(properties);
        };

        /**
         * Encodes the specified Window message. Does not implicitly {@link waymark.Window.verify|verify} messages.
         * @function encode
         * @memberof waymark.Window
         * @static
         * @param {waymark.Window.$Properties} message Window message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Window.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.leaf != null && $Object.hasOwnProperty.call(message, "leaf") && message.leaf !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.leaf);
            if (message.times != null && message.times.length)
                writer.uint32(/* id 2, wireType 2 =*/18).doubles(message.times);
            if (message.values != null && message.values.length)
                writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.values);
            if (message.keys != null && message.keys.length)
                writer.uint32(/* id 4, wireType 2 =*/34).doubles(message.keys);
            if (message.ids != null && message.ids.length)
                writer.uint32(/* id 5, wireType 2 =*/42).uint32s(message.ids);
            if (message.scalar != null && $Object.hasOwnProperty.call(message, "scalar"))
                $root.waymark.Value.encode(message.scalar, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.sketch != null && $Object.hasOwnProperty.call(message, "sketch"))
                $root.waymark.Sketch.encode(message.sketch, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.ownIds != null && message.ownIds.length)
                for (let i = 0; i < message.ownIds.length; ++i)
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.ownIds[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Window message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Window
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Window & waymark.Window.$Shape} Window
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Window.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Window();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.leaf = value;
                        else
                            delete message.leaf;
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.times && message.times.length))
                                message.times = [];
                            reader.doubles(message.times);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.times && message.times.length))
                            message.times = [];
                        message.times.push(reader.double());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.values && message.values.length))
                                message.values = [];
                            reader.doubles(message.values);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.values && message.values.length))
                            message.values = [];
                        message.values.push(reader.double());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            reader.doubles(message.keys);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.keys && message.keys.length))
                            message.keys = [];
                        message.keys.push(reader.double());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.ids && message.ids.length))
                                message.ids = [];
                            reader.uint32s(message.ids);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.ids && message.ids.length))
                            message.ids = [];
                        message.ids.push(reader.uint32());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.scalar = $root.waymark.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.scalar);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.sketch = $root.waymark.Sketch.decode(reader, reader.size(), $undefined, _depth + 1, message.sketch);
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (!(message.ownIds && message.ownIds.length))
                            message.ownIds = [];
                        message.ownIds.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Window;
    })();

    waymark.Sketch = (function() {

        /**
         * Properties of a Sketch.
         * @typedef {Object} waymark.Sketch.$Properties
         * @property {Array.<number>|null} [registers] Sketch registers
         * @property {Array.<number>|null} [times] Sketch times
         * @property {Array.<number>|null} [ranks] Sketch ranks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Sketch.
         * @memberof waymark
         * @interface ISketch
         * @augments waymark.Sketch.$Properties
         * @deprecated Use waymark.Sketch.$Properties instead.
         */

        /**
         * Shape of a Sketch.
         * @typedef {waymark.Sketch.$Properties} waymark.Sketch.$Shape
         */

        /**
         * Constructs a new Sketch.
         * @memberof waymark
         * @classdesc Represents a Sketch.
         * @constructor
         * @param {waymark.Sketch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Sketch = function (properties) {
            this.registers = [];
            this.times = [];
            this.ranks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Sketch registers.
         * @member {Array.<number>} registers
         * @memberof waymark.Sketch
         * @instance
         */
        Sketch.prototype.registers = $util.emptyArray;

        /**
         * Sketch times.
         * @member {Array.<number>} times
         * @memberof waymark.Sketch
         * @instance
         */
        Sketch.prototype.times = $util.emptyArray;

        /**
         * Sketch ranks.
         * @member {Array.<number>} ranks
         * @memberof waymark.Sketch
         * @instance
         */
        Sketch.prototype.ranks = $util.emptyArray;

        /**
         * Creates a new Sketch instance using the specified properties.
         * @function create
         * @memberof waymark.Sketch
         * @static
         * @param {waymark.Sketch.$Properties=} [properties] Properties to set
         * @returns {waymark.Sketch} Sketch instance
         * @type {{
         *   (properties: waymark.Sketch.$Shape): waymark.Sketch & waymark.Sketch.$Shape;
         *   (properties?: waymark.Sketch.$Properties): waymark.Sketch;
         * }}
         */
        Sketch.create = function(properties) {
            return new Sketch(properties);
        };

        /**
         * Encodes the specified Sketch message. Does not implicitly {@link waymark.Sketch.verify|verify} messages.
         * @function encode
         * @memberof waymark.Sketch
         * @static
         * @param {waymark.Sketch.$Properties} message Sketch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Sketch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.registers != null && message.registers.length)
                writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.registers);
            if (message.times != null && message.times.length)
                writer.uint32(/* id 2, wireType 2 =*/18).doubles(message.times);
            if (message.ranks != null && message.ranks.length)
                writer.uint32(/* id 3, wireType 2 =*/26).uint32s(message.ranks);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Sketch message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Sketch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Sketch & waymark.Sketch.$Shape} Sketch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Sketch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Sketch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.registers && message.registers.length))
                                message.registers = [];
                            reader.uint32s(message.registers);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.registers && message.registers.length))
                            message.registers = [];
                        message.registers.push(reader.uint32());
                        continue;
                    }
                case 2: {
                        if (wireType === 2) {
                            if (!(message.times && message.times.length))
                                message.times = [];
                            reader.doubles(message.times);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.times && message.times.length))
                            message.times = [];
                        message.times.push(reader.double());
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.ranks && message.ranks.length))
                                message.ranks = [];
                            reader.uint32s(message.ranks);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.ranks && message.ranks.length))
                            message.ranks = [];
                        message.ranks.push(reader.uint32());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Sketch;
    })();

    waymark.Membership = (function() {

        /**
         * Properties of a Membership.
         * @typedef {Object} waymark.Membership.$Properties
         * @property {string|null} [segment] Membership segment
         * @property {number|null} [sinceMs] Membership sinceMs
         * @property {string|null} [version] Membership version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Membership.
         * @memberof waymark
         * @interface IMembership
         * @augments waymark.Membership.$Properties
         * @deprecated Use waymark.Membership.$Properties instead.
         */

        /**
         * Shape of a Membership.
         * @typedef {waymark.Membership.$Properties} waymark.Membership.$Shape
         */

        /**
         * Constructs a new Membership.
         * @memberof waymark
         * @classdesc Represents a Membership.
         * @constructor
         * @param {waymark.Membership.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Membership = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Membership segment.
         * @member {string} segment
         * @memberof waymark.Membership
         * @instance
         */
        Membership.prototype.segment = "";

        /**
         * Membership sinceMs.
         * @member {number} sinceMs
         * @memberof waymark.Membership
         * @instance
         */
        Membership.prototype.sinceMs = 0;

        /**
         * Membership version.
         * @member {string} version
         * @memberof waymark.Membership
         * @instance
         */
        Membership.prototype.version = "";

        /**
         * Creates a new Membership instance using the specified properties.
         * @function create
         * @memberof waymark.Membership
         * @static
         * @param {waymark.Membership.$Properties=} [properties] Properties to set
         * @returns {waymark.Membership} Membership instance
         * @type {{
         *   (properties: waymark.Membership.$Shape): waymark.Membership & waymark.Membership.$Shape;
         *   (properties?: waymark.Membership.$Properties): waymark.Membership;
         * }}
         */
        Membership.create = function(properties) {
            return new Membership(properties);
        };

        /**
         * Encodes the specified Membership message. Does not implicitly {@link waymark.Membership.verify|verify} messages.
         * @function encode
         * @memberof waymark.Membership
         * @static
         * @param {waymark.Membership.$Properties} message Membership message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Membership.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.segment != null && $Object.hasOwnProperty.call(message, "segment") && message.segment !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.segment);
            if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && !$Object.is(message.sinceMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.sinceMs);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Membership message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Membership
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Membership & waymark.Membership.$Shape} Membership
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Membership.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Membership();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.segment = value;
                        else
                            delete message.segment;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sinceMs = value;
                        else
                            delete message.sinceMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Membership;
    })();

    waymark.Instance = (function() {

        /**
         * Properties of an Instance.
         * @typedef {Object} waymark.Instance.$Properties
         * @property {string|null} [id] Instance id
         * @property {string|null} [journey] Instance journey
         * @property {string|null} [version] Instance version
         * @property {string|null} [key] Instance key
         * @property {number|null} [place] Instance place
         * @property {number|null} [dueMs] Instance dueMs
         * @property {number|null} [enteredMs] Instance enteredMs
         * @property {waymark.StandaloneValue.$Properties|null} [entry] Instance entry
         * @property {number|null} [sends] Instance sends
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Instance.
         * @memberof waymark
         * @interface IInstance
         * @augments waymark.Instance.$Properties
         * @deprecated Use waymark.Instance.$Properties instead.
         */

        /**
         * Shape of an Instance.
         * @typedef {{
         *   id?: string|null;
         *   journey?: string|null;
         *   version?: string|null;
         *   key?: string|null;
         *   place?: number|null;
         *   dueMs?: number|null;
         *   enteredMs?: number|null;
         *   entry?: waymark.StandaloneValue.$Shape|null;
         *   sends?: number|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Instance.$Shape
         */

        /**
         * Constructs a new Instance.
         * @memberof waymark
         * @classdesc Represents an Instance.
         * @constructor
         * @param {waymark.Instance.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Instance = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Instance id.
         * @member {string} id
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.id = "";

        /**
         * Instance journey.
         * @member {string} journey
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.journey = "";

        /**
         * Instance version.
         * @member {string} version
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.version = "";

        /**
         * Instance key.
         * @member {string} key
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.key = "";

        /**
         * Instance place.
         * @member {number} place
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.place = 0;

        /**
         * Instance dueMs.
         * @member {number} dueMs
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.dueMs = 0;

        /**
         * Instance enteredMs.
         * @member {number} enteredMs
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.enteredMs = 0;

        /**
         * Instance entry.
         * @member {waymark.StandaloneValue.$Properties|null|undefined} entry
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.entry = null;

        /**
         * Instance sends.
         * @member {number} sends
         * @memberof waymark.Instance
         * @instance
         */
        Instance.prototype.sends = 0;

        /**
         * Creates a new Instance instance using the specified properties.
         * @function create
         * @memberof waymark.Instance
         * @static
         * @param {waymark.Instance.$Properties=} [properties] Properties to set
         * @returns {waymark.Instance} Instance instance
         * @type {{
         *   (properties: waymark.Instance.$Shape): waymark.Instance & waymark.Instance.$Shape;
         *   (properties?: waymark.Instance.$Properties): waymark.Instance;
         * }}
         */
        Instance.create = function(properties) {
            return new Instance(properties);
        };

        /**
         * Encodes the specified Instance message. Does not implicitly {@link waymark.Instance.verify|verify} messages.
         * @function encode
         * @memberof waymark.Instance
         * @static
         * @param {waymark.Instance.$Properties} message Instance message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Instance.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
            if (message.journey != null && $Object.hasOwnProperty.call(message, "journey") && message.journey !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.journey);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.version);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.key);
            if (message.place != null && $Object.hasOwnProperty.call(message, "place") && message.place !== 0)
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.place);
            if (message.dueMs != null && $Object.hasOwnProperty.call(message, "dueMs") && !$Object.is(message.dueMs, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.dueMs);
            if (message.enteredMs != null && $Object.hasOwnProperty.call(message, "enteredMs") && !$Object.is(message.enteredMs, 0))
                writer.uint32(/* id 7, wireType 1 =*/57).double(message.enteredMs);
            if (message.entry != null && $Object.hasOwnProperty.call(message, "entry"))
                $root.waymark.StandaloneValue.encode(message.entry, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
            if (message.sends != null && $Object.hasOwnProperty.call(message, "sends") && message.sends !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.sends);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Instance message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Instance
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Instance & waymark.Instance.$Shape} Instance
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Instance.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Instance();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.journey = value;
                        else
                            delete message.journey;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.place = value;
                        else
                            delete message.place;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.dueMs = value;
                        else
                            delete message.dueMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.enteredMs = value;
                        else
                            delete message.enteredMs;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.entry = $root.waymark.StandaloneValue.decode(reader, reader.size(), $undefined, _depth + 1, message.entry);
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.sends = value;
                        else
                            delete message.sends;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Instance;
    })();

    waymark.Seen = (function() {

        /**
         * Properties of a Seen.
         * @typedef {Object} waymark.Seen.$Properties
         * @property {number|null} [id] Seen id
         * @property {number|null} [atMs] Seen atMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Seen.
         * @memberof waymark
         * @interface ISeen
         * @augments waymark.Seen.$Properties
         * @deprecated Use waymark.Seen.$Properties instead.
         */

        /**
         * Shape of a Seen.
         * @typedef {waymark.Seen.$Properties} waymark.Seen.$Shape
         */

        /**
         * Constructs a new Seen.
         * @memberof waymark
         * @classdesc Represents a Seen.
         * @constructor
         * @param {waymark.Seen.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Seen = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Seen id.
         * @member {number} id
         * @memberof waymark.Seen
         * @instance
         */
        Seen.prototype.id = 0;

        /**
         * Seen atMs.
         * @member {number} atMs
         * @memberof waymark.Seen
         * @instance
         */
        Seen.prototype.atMs = 0;

        /**
         * Creates a new Seen instance using the specified properties.
         * @function create
         * @memberof waymark.Seen
         * @static
         * @param {waymark.Seen.$Properties=} [properties] Properties to set
         * @returns {waymark.Seen} Seen instance
         * @type {{
         *   (properties: waymark.Seen.$Shape): waymark.Seen & waymark.Seen.$Shape;
         *   (properties?: waymark.Seen.$Properties): waymark.Seen;
         * }}
         */
        Seen.create = function(properties) {
            return new Seen(properties);
        };

        /**
         * Encodes the specified Seen message. Does not implicitly {@link waymark.Seen.verify|verify} messages.
         * @function encode
         * @memberof waymark.Seen
         * @static
         * @param {waymark.Seen.$Properties} message Seen message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Seen.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && !$Object.is(message.id, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.id);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.atMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Seen message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Seen
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Seen & waymark.Seen.$Shape} Seen
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Seen.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Seen();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Seen;
    })();

    waymark.JourneyHistory = (function() {

        /**
         * Properties of a JourneyHistory.
         * @typedef {Object} waymark.JourneyHistory.$Properties
         * @property {string|null} [journey] JourneyHistory journey
         * @property {string|null} [key] JourneyHistory key
         * @property {number|null} [enteredMs] JourneyHistory enteredMs
         * @property {number|null} [count] JourneyHistory count
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a JourneyHistory.
         * @memberof waymark
         * @interface IJourneyHistory
         * @augments waymark.JourneyHistory.$Properties
         * @deprecated Use waymark.JourneyHistory.$Properties instead.
         */

        /**
         * Shape of a JourneyHistory.
         * @typedef {waymark.JourneyHistory.$Properties} waymark.JourneyHistory.$Shape
         */

        /**
         * Constructs a new JourneyHistory.
         * @memberof waymark
         * @classdesc Represents a JourneyHistory.
         * @constructor
         * @param {waymark.JourneyHistory.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const JourneyHistory = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * JourneyHistory journey.
         * @member {string} journey
         * @memberof waymark.JourneyHistory
         * @instance
         */
        JourneyHistory.prototype.journey = "";

        /**
         * JourneyHistory key.
         * @member {string} key
         * @memberof waymark.JourneyHistory
         * @instance
         */
        JourneyHistory.prototype.key = "";

        /**
         * JourneyHistory enteredMs.
         * @member {number} enteredMs
         * @memberof waymark.JourneyHistory
         * @instance
         */
        JourneyHistory.prototype.enteredMs = 0;

        /**
         * JourneyHistory count.
         * @member {number} count
         * @memberof waymark.JourneyHistory
         * @instance
         */
        JourneyHistory.prototype.count = 0;

        /**
         * Creates a new JourneyHistory instance using the specified properties.
         * @function create
         * @memberof waymark.JourneyHistory
         * @static
         * @param {waymark.JourneyHistory.$Properties=} [properties] Properties to set
         * @returns {waymark.JourneyHistory} JourneyHistory instance
         * @type {{
         *   (properties: waymark.JourneyHistory.$Shape): waymark.JourneyHistory & waymark.JourneyHistory.$Shape;
         *   (properties?: waymark.JourneyHistory.$Properties): waymark.JourneyHistory;
         * }}
         */
        JourneyHistory.create = function(properties) {
            return new JourneyHistory(properties);
        };

        /**
         * Encodes the specified JourneyHistory message. Does not implicitly {@link waymark.JourneyHistory.verify|verify} messages.
         * @function encode
         * @memberof waymark.JourneyHistory
         * @static
         * @param {waymark.JourneyHistory.$Properties} message JourneyHistory message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        JourneyHistory.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.journey != null && $Object.hasOwnProperty.call(message, "journey") && message.journey !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.journey);
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.key);
            if (message.enteredMs != null && $Object.hasOwnProperty.call(message, "enteredMs") && !$Object.is(message.enteredMs, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.enteredMs);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a JourneyHistory message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.JourneyHistory
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.JourneyHistory & waymark.JourneyHistory.$Shape} JourneyHistory
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        JourneyHistory.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.JourneyHistory();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.journey = value;
                        else
                            delete message.journey;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.enteredMs = value;
                        else
                            delete message.enteredMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return JourneyHistory;
    })();

    waymark.Tick = (function() {

        /**
         * Properties of a Tick.
         * @typedef {Object} waymark.Tick.$Properties
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Tick.
         * @memberof waymark
         * @interface ITick
         * @augments waymark.Tick.$Properties
         * @deprecated Use waymark.Tick.$Properties instead.
         */

        /**
         * Shape of a Tick.
         * @typedef {waymark.Tick.$Properties} waymark.Tick.$Shape
         */

        /**
         * Constructs a new Tick.
         * @memberof waymark
         * @classdesc Represents a Tick.
         * @constructor
         * @param {waymark.Tick.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Tick = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Creates a new Tick instance using the specified properties.
         * @function create
         * @memberof waymark.Tick
         * @static
         * @param {waymark.Tick.$Properties=} [properties] Properties to set
         * @returns {waymark.Tick} Tick instance
         * @type {{
         *   (properties: waymark.Tick.$Shape): waymark.Tick & waymark.Tick.$Shape;
         *   (properties?: waymark.Tick.$Properties): waymark.Tick;
         * }}
         */
        Tick.create = function(properties) {
            return new Tick(properties);
        };

        /**
         * Encodes the specified Tick message. Does not implicitly {@link waymark.Tick.verify|verify} messages.
         * @function encode
         * @memberof waymark.Tick
         * @static
         * @param {waymark.Tick.$Properties} message Tick message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Tick.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Tick message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Tick
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Tick & waymark.Tick.$Shape} Tick
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Tick.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Tick();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Tick;
    })();

    waymark.Replay = (function() {

        /**
         * Properties of a Replay.
         * @typedef {Object} waymark.Replay.$Properties
         * @property {number|null} [begun] Replay begun
         * @property {number|null} [after] Replay after
         * @property {number|null} [to] Replay to
         * @property {Array.<waymark.ReplayedBatch.$Properties>|null} [batches] Replay batches
         * @property {boolean|null} [failed] Replay failed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Replay.
         * @memberof waymark
         * @interface IReplay
         * @augments waymark.Replay.$Properties
         * @deprecated Use waymark.Replay.$Properties instead.
         */

        /**
         * Shape of a Replay.
         * @typedef {waymark.Replay.$Properties} waymark.Replay.$Shape
         */

        /**
         * Constructs a new Replay.
         * @memberof waymark
         * @classdesc Represents a Replay.
         * @constructor
         * @param {waymark.Replay.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Replay = function (properties) {
            this.batches = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Replay begun.
         * @member {number} begun
         * @memberof waymark.Replay
         * @instance
         */
        Replay.prototype.begun = 0;

        /**
         * Replay after.
         * @member {number} after
         * @memberof waymark.Replay
         * @instance
         */
        Replay.prototype.after = 0;

        /**
         * Replay to.
         * @member {number} to
         * @memberof waymark.Replay
         * @instance
         */
        Replay.prototype.to = 0;

        /**
         * Replay batches.
         * @member {Array.<waymark.ReplayedBatch.$Properties>} batches
         * @memberof waymark.Replay
         * @instance
         */
        Replay.prototype.batches = $util.emptyArray;

        /**
         * Replay failed.
         * @member {boolean} failed
         * @memberof waymark.Replay
         * @instance
         */
        Replay.prototype.failed = false;

        /**
         * Creates a new Replay instance using the specified properties.
         * @function create
         * @memberof waymark.Replay
         * @static
         * @param {waymark.Replay.$Properties=} [properties] Properties to set
         * @returns {waymark.Replay} Replay instance
         * @type {{
         *   (properties: waymark.Replay.$Shape): waymark.Replay & waymark.Replay.$Shape;
         *   (properties?: waymark.Replay.$Properties): waymark.Replay;
         * }}
         */
        Replay.create = function(properties) {
            return new Replay(properties);
        };

        /**
         * Encodes the specified Replay message. Does not implicitly {@link waymark.Replay.verify|verify} messages.
         * @function encode
         * @memberof waymark.Replay
         * @static
         * @param {waymark.Replay.$Properties} message Replay message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Replay.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.begun != null && $Object.hasOwnProperty.call(message, "begun") && !$Object.is(message.begun, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.begun);
            if (message.after != null && $Object.hasOwnProperty.call(message, "after") && !$Object.is(message.after, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.after);
            if (message.to != null && $Object.hasOwnProperty.call(message, "to") && !$Object.is(message.to, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.to);
            if (message.batches != null && message.batches.length)
                for (let i = 0; i < message.batches.length; ++i)
                    $root.waymark.ReplayedBatch.encode(message.batches[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.failed != null && $Object.hasOwnProperty.call(message, "failed") && message.failed !== false)
                writer.uint32(/* id 5, wireType 0 =*/40).bool(message.failed);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Replay message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Replay
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Replay & waymark.Replay.$Shape} Replay
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Replay.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Replay();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.begun = value;
                        else
                            delete message.begun;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.after = value;
                        else
                            delete message.after;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.to = value;
                        else
                            delete message.to;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.batches && message.batches.length))
                            message.batches = [];
                        message.batches.push($root.waymark.ReplayedBatch.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.failed = value;
                        else
                            delete message.failed;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Replay;
    })();

    waymark.ReplayedBatch = (function() {

        /**
         * Properties of a ReplayedBatch.
         * @typedef {Object} waymark.ReplayedBatch.$Properties
         * @property {number|null} [atMs] ReplayedBatch atMs
         * @property {Uint8Array|null} [events] ReplayedBatch events
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a ReplayedBatch.
         * @memberof waymark
         * @interface IReplayedBatch
         * @augments waymark.ReplayedBatch.$Properties
         * @deprecated Use waymark.ReplayedBatch.$Properties instead.
         */

        /**
         * Shape of a ReplayedBatch.
         * @typedef {waymark.ReplayedBatch.$Properties} waymark.ReplayedBatch.$Shape
         */

        /**
         * Constructs a new ReplayedBatch.
         * @memberof waymark
         * @classdesc Represents a ReplayedBatch.
         * @constructor
         * @param {waymark.ReplayedBatch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const ReplayedBatch = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * ReplayedBatch atMs.
         * @member {number} atMs
         * @memberof waymark.ReplayedBatch
         * @instance
         */
        ReplayedBatch.prototype.atMs = 0;

        /**
         * ReplayedBatch events.
         * @member {Uint8Array} events
         * @memberof waymark.ReplayedBatch
         * @instance
         */
        ReplayedBatch.prototype.events = $util.newBuffer([]);

        /**
         * Creates a new ReplayedBatch instance using the specified properties.
         * @function create
         * @memberof waymark.ReplayedBatch
         * @static
         * @param {waymark.ReplayedBatch.$Properties=} [properties] Properties to set
         * @returns {waymark.ReplayedBatch} ReplayedBatch instance
         * @type {{
         *   (properties: waymark.ReplayedBatch.$Shape): waymark.ReplayedBatch & waymark.ReplayedBatch.$Shape;
         *   (properties?: waymark.ReplayedBatch.$Properties): waymark.ReplayedBatch;
         * }}
         */
        ReplayedBatch.create = function(properties) {
            return new ReplayedBatch(properties);
        };

        /**
         * Encodes the specified ReplayedBatch message. Does not implicitly {@link waymark.ReplayedBatch.verify|verify} messages.
         * @function encode
         * @memberof waymark.ReplayedBatch
         * @static
         * @param {waymark.ReplayedBatch.$Properties} message ReplayedBatch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        ReplayedBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && !$Object.is(message.atMs, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.atMs);
            if (message.events != null && $Object.hasOwnProperty.call(message, "events") && message.events.length)
                writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.events);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a ReplayedBatch message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.ReplayedBatch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.ReplayedBatch & waymark.ReplayedBatch.$Shape} ReplayedBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        ReplayedBatch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.ReplayedBatch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.events = value;
                        else
                            delete message.events;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ReplayedBatch;
    })();

    waymark.Activate = (function() {

        /**
         * Properties of an Activate.
         * @typedef {Object} waymark.Activate.$Properties
         * @property {string|null} [version] Activate version
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Activate.
         * @memberof waymark
         * @interface IActivate
         * @augments waymark.Activate.$Properties
         * @deprecated Use waymark.Activate.$Properties instead.
         */

        /**
         * Shape of an Activate.
         * @typedef {waymark.Activate.$Properties} waymark.Activate.$Shape
         */

        /**
         * Constructs a new Activate.
         * @memberof waymark
         * @classdesc Represents an Activate.
         * @constructor
         * @param {waymark.Activate.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Activate = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Activate version.
         * @member {string} version
         * @memberof waymark.Activate
         * @instance
         */
        Activate.prototype.version = "";

        /**
         * Creates a new Activate instance using the specified properties.
         * @function create
         * @memberof waymark.Activate
         * @static
         * @param {waymark.Activate.$Properties=} [properties] Properties to set
         * @returns {waymark.Activate} Activate instance
         * @type {{
         *   (properties: waymark.Activate.$Shape): waymark.Activate & waymark.Activate.$Shape;
         *   (properties?: waymark.Activate.$Properties): waymark.Activate;
         * }}
         */
        Activate.create = function(properties) {
            return new Activate(properties);
        };

        /**
         * Encodes the specified Activate message. Does not implicitly {@link waymark.Activate.verify|verify} messages.
         * @function encode
         * @memberof waymark.Activate
         * @static
         * @param {waymark.Activate.$Properties} message Activate message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Activate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Activate message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Activate
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Activate & waymark.Activate.$Shape} Activate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Activate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Activate();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Activate;
    })();

    waymark.Command = (function() {

        /**
         * Properties of a Command.
         * @typedef {Object} waymark.Command.$Properties
         * @property {string|null} [id] Command id
         * @property {string|null} [name] Command name
         * @property {waymark.Key.$Properties|null} [subject] Command subject
         * @property {waymark.Key.$Properties|null} [other] Command other
         * @property {number|null} [timeMs] Command timeMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Command.
         * @memberof waymark
         * @interface ICommand
         * @augments waymark.Command.$Properties
         * @deprecated Use waymark.Command.$Properties instead.
         */

        /**
         * Shape of a Command.
         * @typedef {waymark.Command.$Properties} waymark.Command.$Shape
         */

        /**
         * Constructs a new Command.
         * @memberof waymark
         * @classdesc Represents a Command.
         * @constructor
         * @param {waymark.Command.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Command = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Command id.
         * @member {string} id
         * @memberof waymark.Command
         * @instance
         */
        Command.prototype.id = "";

        /**
         * Command name.
         * @member {string} name
         * @memberof waymark.Command
         * @instance
         */
        Command.prototype.name = "";

        /**
         * Command subject.
         * @member {waymark.Key.$Properties|null|undefined} subject
         * @memberof waymark.Command
         * @instance
         */
        Command.prototype.subject = null;

        /**
         * Command other.
         * @member {waymark.Key.$Properties|null|undefined} other
         * @memberof waymark.Command
         * @instance
         */
        Command.prototype.other = null;

        /**
         * Command timeMs.
         * @member {number} timeMs
         * @memberof waymark.Command
         * @instance
         */
        Command.prototype.timeMs = 0;

        /**
         * Creates a new Command instance using the specified properties.
         * @function create
         * @memberof waymark.Command
         * @static
         * @param {waymark.Command.$Properties=} [properties] Properties to set
         * @returns {waymark.Command} Command instance
         * @type {{
         *   (properties: waymark.Command.$Shape): waymark.Command & waymark.Command.$Shape;
         *   (properties?: waymark.Command.$Properties): waymark.Command;
         * }}
         */
        Command.create = function(properties) {
            return new Command(properties);
        };

        /**
         * Encodes the specified Command message. Does not implicitly {@link waymark.Command.verify|verify} messages.
         * @function encode
         * @memberof waymark.Command
         * @static
         * @param {waymark.Command.$Properties} message Command message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Command.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
            if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                $root.waymark.Key.encode(message.subject, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.other != null && $Object.hasOwnProperty.call(message, "other"))
                $root.waymark.Key.encode(message.other, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && !$Object.is(message.timeMs, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.timeMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Command message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Command
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Command & waymark.Command.$Shape} Command
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Command.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Command();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.subject = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.subject);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.other = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.other);
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.timeMs = value;
                        else
                            delete message.timeMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Command;
    })();

    waymark.Parked = (function() {

        /**
         * Properties of a Parked.
         * @typedef {Object} waymark.Parked.$Properties
         * @property {Uint8Array|null} [event] Parked event
         * @property {waymark.Command.$Properties|null} [command] Parked command
         * @property {number|null} [rounds] Parked rounds
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Parked.
         * @memberof waymark
         * @interface IParked
         * @augments waymark.Parked.$Properties
         * @deprecated Use waymark.Parked.$Properties instead.
         */

        /**
         * Shape of a Parked.
         * @typedef {waymark.Parked.$Properties} waymark.Parked.$Shape
         */

        /**
         * Constructs a new Parked.
         * @memberof waymark
         * @classdesc Represents a Parked.
         * @constructor
         * @param {waymark.Parked.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Parked = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Parked event.
         * @member {Uint8Array} event
         * @memberof waymark.Parked
         * @instance
         */
        Parked.prototype.event = $util.newBuffer([]);

        /**
         * Parked command.
         * @member {waymark.Command.$Properties|null|undefined} command
         * @memberof waymark.Parked
         * @instance
         */
        Parked.prototype.command = null;

        /**
         * Parked rounds.
         * @member {number} rounds
         * @memberof waymark.Parked
         * @instance
         */
        Parked.prototype.rounds = 0;

        /**
         * Creates a new Parked instance using the specified properties.
         * @function create
         * @memberof waymark.Parked
         * @static
         * @param {waymark.Parked.$Properties=} [properties] Properties to set
         * @returns {waymark.Parked} Parked instance
         * @type {{
         *   (properties: waymark.Parked.$Shape): waymark.Parked & waymark.Parked.$Shape;
         *   (properties?: waymark.Parked.$Properties): waymark.Parked;
         * }}
         */
        Parked.create = function(properties) {
            return new Parked(properties);
        };

        /**
         * Encodes the specified Parked message. Does not implicitly {@link waymark.Parked.verify|verify} messages.
         * @function encode
         * @memberof waymark.Parked
         * @static
         * @param {waymark.Parked.$Properties} message Parked message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Parked.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.event != null && $Object.hasOwnProperty.call(message, "event") && message.event.length)
                writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.event);
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                $root.waymark.Command.encode(message.command, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.rounds != null && $Object.hasOwnProperty.call(message, "rounds") && message.rounds !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.rounds);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Parked message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Parked
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Parked & waymark.Parked.$Shape} Parked
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Parked.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Parked();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.bytes()).length)
                            message.event = value;
                        else
                            delete message.event;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.command = $root.waymark.Command.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.rounds = value;
                        else
                            delete message.rounds;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Parked;
    })();

    waymark.Change = (function() {

        /**
         * Properties of a Change.
         * @typedef {Object} waymark.Change.$Properties
         * @property {number|null} [format] Change format
         * @property {number|null} [partition] Change partition
         * @property {number|null} [epoch] Change epoch
         * @property {number|null} [checkpoint] Change checkpoint
         * @property {number|null} [check] Change check
         * @property {waymark.Chunk.$Properties|null} [chunk] Change chunk
         * @property {Uint8Array|null} [commit] Change commit
         * @property {Uint8Array|null} [claim] Change claim
         * @property {Uint8Array|null} [trial] Change trial
         * @property {Uint8Array|null} [skip] Change skip
         * @property {Uint8Array|null} [torn] Change torn
         * @property {"chunk"|"commit"|"claim"|"trial"|"skip"|"torn"} [body] Change body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Change.
         * @memberof waymark
         * @interface IChange
         * @augments waymark.Change.$Properties
         * @deprecated Use waymark.Change.$Properties instead.
         */

        /**
         * Narrowed shape of a Change.
         * @typedef {{
         *   format?: number|null;
         *   partition?: number|null;
         *   epoch?: number|null;
         *   checkpoint?: number|null;
         *   check?: number|null;
         *   chunk?: waymark.Chunk.$Shape|null;
         *   commit?: Uint8Array|null;
         *   claim?: Uint8Array|null;
         *   trial?: Uint8Array|null;
         *   skip?: Uint8Array|null;
         *   torn?: Uint8Array|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; chunk?: null; commit?: null; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "chunk"; chunk: waymark.Chunk.$Shape; commit?: null; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "commit"; chunk?: null; commit: Uint8Array; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "claim"; chunk?: null; commit?: null; claim: Uint8Array; trial?: null; skip?: null; torn?: null }|{ body?: "trial"; chunk?: null; commit?: null; claim?: null; trial: Uint8Array; skip?: null; torn?: null }|{ body?: "skip"; chunk?: null; commit?: null; claim?: null; trial?: null; skip: Uint8Array; torn?: null }|{ body?: "torn"; chunk?: null; commit?: null; claim?: null; trial?: null; skip?: null; torn: Uint8Array })
         * )} waymark.Change.$Shape
         */

        /**
         * Constructs a new Change.
         * @memberof waymark
         * @classdesc Represents a Change.
         * @constructor
         * @param {waymark.Change.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Change = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Change format.
         * @member {number} format
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.format = 0;

        /**
         * Change partition.
         * @member {number} partition
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.partition = 0;

        /**
         * Change epoch.
         * @member {number} epoch
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.epoch = 0;

        /**
         * Change checkpoint.
         * @member {number} checkpoint
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.checkpoint = 0;

        /**
         * Change check.
         * @member {number} check
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.check = 0;

        /**
         * Change chunk.
         * @member {waymark.Chunk.$Properties|null|undefined} chunk
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.chunk = null;

        /**
         * Change commit.
         * @member {Uint8Array|null|undefined} commit
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.commit = null;

        /**
         * Change claim.
         * @member {Uint8Array|null|undefined} claim
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.claim = null;

        /**
         * Change trial.
         * @member {Uint8Array|null|undefined} trial
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.trial = null;

        /**
         * Change skip.
         * @member {Uint8Array|null|undefined} skip
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.skip = null;

        /**
         * Change torn.
         * @member {Uint8Array|null|undefined} torn
         * @memberof waymark.Change
         * @instance
         */
        Change.prototype.torn = null;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Change body.
         * @member {"chunk"|"commit"|"claim"|"trial"|"skip"|"torn"|undefined} body
         * @memberof waymark.Change
         * @instance
         */
        $Object.defineProperty(Change.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["chunk", "commit", "claim", "trial", "skip", "torn"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Change instance using the specified properties.
         * @function create
         * @memberof waymark.Change
         * @static
         * @param {waymark.Change.$Properties=} [properties] Properties to set
         * @returns {waymark.Change} Change instance
         * @type {{
         *   (properties: waymark.Change.$Shape): waymark.Change & waymark.Change.$Shape;
         *   (properties?: waymark.Change.$Properties): waymark.Change;
         * }}
         */
        Change.create = function(properties) {
            return new Change(properties);
        };

        /**
         * Encodes the specified Change message. Does not implicitly {@link waymark.Change.verify|verify} messages.
         * @function encode
         * @memberof waymark.Change
         * @static
         * @param {waymark.Change.$Properties} message Change message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Change.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.format);
            if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
            if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && !$Object.is(message.epoch, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.epoch);
            if (message.checkpoint != null && $Object.hasOwnProperty.call(message, "checkpoint") && !$Object.is(message.checkpoint, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.checkpoint);
            if (message.check != null && $Object.hasOwnProperty.call(message, "check") && !$Object.is(message.check, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.check);
            if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                $root.waymark.Chunk.encode(message.chunk, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.commit != null && $Object.hasOwnProperty.call(message, "commit"))
                writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.commit);
            if (message.claim != null && $Object.hasOwnProperty.call(message, "claim"))
                writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.claim);
            if (message.trial != null && $Object.hasOwnProperty.call(message, "trial"))
                writer.uint32(/* id 11, wireType 2 =*/90).bytes(message.trial);
            if (message.skip != null && $Object.hasOwnProperty.call(message, "skip"))
                writer.uint32(/* id 12, wireType 2 =*/98).bytes(message.skip);
            if (message.torn != null && $Object.hasOwnProperty.call(message, "torn"))
                writer.uint32(/* id 13, wireType 2 =*/106).bytes(message.torn);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Change message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Change
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Change & waymark.Change.$Shape} Change
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Change.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Change();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.format = value;
                        else
                            delete message.format;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.partition = value;
                        else
                            delete message.partition;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.epoch = value;
                        else
                            delete message.epoch;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.checkpoint = value;
                        else
                            delete message.checkpoint;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.check = value;
                        else
                            delete message.check;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.chunk = $root.waymark.Chunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                        message.body = "chunk";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.commit = reader.bytes();
                        message.body = "commit";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.claim = reader.bytes();
                        message.body = "claim";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.trial = reader.bytes();
                        message.body = "trial";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.skip = reader.bytes();
                        message.body = "skip";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.torn = reader.bytes();
                        message.body = "torn";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Change;
    })();

    waymark.Chunk = (function() {

        /**
         * Properties of a Chunk.
         * @typedef {Object} waymark.Chunk.$Properties
         * @property {number|null} [index] Chunk index
         * @property {Array.<Uint8Array>|null} [entries] Chunk entries
         * @property {boolean|null} [open] Chunk open
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Chunk.
         * @memberof waymark
         * @interface IChunk
         * @augments waymark.Chunk.$Properties
         * @deprecated Use waymark.Chunk.$Properties instead.
         */

        /**
         * Shape of a Chunk.
         * @typedef {waymark.Chunk.$Properties} waymark.Chunk.$Shape
         */

        /**
         * Constructs a new Chunk.
         * @memberof waymark
         * @classdesc Represents a Chunk.
         * @constructor
         * @param {waymark.Chunk.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Chunk = function (properties) {
            this.entries = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Chunk index.
         * @member {number} index
         * @memberof waymark.Chunk
         * @instance
         */
        Chunk.prototype.index = 0;

        /**
         * Chunk entries.
         * @member {Array.<Uint8Array>} entries
         * @memberof waymark.Chunk
         * @instance
         */
        Chunk.prototype.entries = $util.emptyArray;

        /**
         * Chunk open.
         * @member {boolean} open
         * @memberof waymark.Chunk
         * @instance
         */
        Chunk.prototype.open = false;

        /**
         * Creates a new Chunk instance using the specified properties.
         * @function create
         * @memberof waymark.Chunk
         * @static
         * @param {waymark.Chunk.$Properties=} [properties] Properties to set
         * @returns {waymark.Chunk} Chunk instance
         * @type {{
         *   (properties: waymark.Chunk.$Shape): waymark.Chunk & waymark.Chunk.$Shape;
         *   (properties?: waymark.Chunk.$Properties): waymark.Chunk;
         * }}
         */
        Chunk.create = function(properties) {
            return new Chunk(properties);
        };

        /**
         * Encodes the specified Chunk message. Does not implicitly {@link waymark.Chunk.verify|verify} messages.
         * @function encode
         * @memberof waymark.Chunk
         * @static
         * @param {waymark.Chunk.$Properties} message Chunk message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Chunk.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.index);
            if (message.entries != null && message.entries.length)
                for (let i = 0; i < message.entries.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.entries[i]);
            if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.open);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Chunk message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Chunk
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Chunk & waymark.Chunk.$Shape} Chunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Chunk.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Chunk();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.index = value;
                        else
                            delete message.index;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.entries && message.entries.length))
                            message.entries = [];
                        message.entries.push(reader.bytes());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.open = value;
                        else
                            delete message.open;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Chunk;
    })();

    waymark.Entry = (function() {

        /**
         * Properties of an Entry.
         * @typedef {Object} waymark.Entry.$Properties
         * @property {waymark.Key.$Properties|null} [name] Entry name
         * @property {waymark.Profile.$Properties|null} [profile] Entry profile
         * @property {waymark.Redirect.$Properties|null} [redirect] Entry redirect
         * @property {boolean|null} [gone] Entry gone
         * @property {number|null} [life] Entry life
         * @property {waymark.Tombstone.$Properties|null} [tombstone] Entry tombstone
         * @property {waymark.OpenFragments.$Properties|null} [fragments] Entry fragments
         * @property {number|null} [dueMs] Entry dueMs
         * @property {number|null} [turn] Entry turn
         * @property {"profile"|"redirect"|"gone"|"life"|"tombstone"|"fragments"} [body] Entry body
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Entry.
         * @memberof waymark
         * @interface IEntry
         * @augments waymark.Entry.$Properties
         * @deprecated Use waymark.Entry.$Properties instead.
         */

        /**
         * Narrowed shape of an Entry.
         * @typedef {{
         *   name?: waymark.Key.$Shape|null;
         *   profile?: waymark.Profile.$Shape|null;
         *   redirect?: waymark.Redirect.$Shape|null;
         *   gone?: boolean|null;
         *   life?: number|null;
         *   tombstone?: waymark.Tombstone.$Shape|null;
         *   fragments?: waymark.OpenFragments.$Shape|null;
         *   dueMs?: number|null;
         *   turn?: number|null;
         *   $unknowns?: Array.<Uint8Array>;
         * } & (
         *   ({ body?: undefined; profile?: null; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "profile"; profile: waymark.Profile.$Shape; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "redirect"; profile?: null; redirect: waymark.Redirect.$Shape; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "gone"; profile?: null; redirect?: null; gone: boolean; life?: null; tombstone?: null; fragments?: null }|{ body?: "life"; profile?: null; redirect?: null; gone?: null; life: number; tombstone?: null; fragments?: null }|{ body?: "tombstone"; profile?: null; redirect?: null; gone?: null; life?: null; tombstone: waymark.Tombstone.$Shape; fragments?: null }|{ body?: "fragments"; profile?: null; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments: waymark.OpenFragments.$Shape })
         * )} waymark.Entry.$Shape
         */

        /**
         * Constructs a new Entry.
         * @memberof waymark
         * @classdesc Represents an Entry.
         * @constructor
         * @param {waymark.Entry.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Entry = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Entry name.
         * @member {waymark.Key.$Properties|null|undefined} name
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.name = null;

        /**
         * Entry profile.
         * @member {waymark.Profile.$Properties|null|undefined} profile
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.profile = null;

        /**
         * Entry redirect.
         * @member {waymark.Redirect.$Properties|null|undefined} redirect
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.redirect = null;

        /**
         * Entry gone.
         * @member {boolean|null|undefined} gone
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.gone = null;

        /**
         * Entry life.
         * @member {number|null|undefined} life
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.life = null;

        /**
         * Entry tombstone.
         * @member {waymark.Tombstone.$Properties|null|undefined} tombstone
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.tombstone = null;

        /**
         * Entry fragments.
         * @member {waymark.OpenFragments.$Properties|null|undefined} fragments
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.fragments = null;

        /**
         * Entry dueMs.
         * @member {number} dueMs
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.dueMs = 0;

        /**
         * Entry turn.
         * @member {number} turn
         * @memberof waymark.Entry
         * @instance
         */
        Entry.prototype.turn = 0;

        // OneOf field names bound to virtual getters and setters
        let $oneOfFields;

        /**
         * Entry body.
         * @member {"profile"|"redirect"|"gone"|"life"|"tombstone"|"fragments"|undefined} body
         * @memberof waymark.Entry
         * @instance
         */
        $Object.defineProperty(Entry.prototype, "body", {
            get: $util.oneOfGetter($oneOfFields = ["profile", "redirect", "gone", "life", "tombstone", "fragments"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        /**
         * Creates a new Entry instance using the specified properties.
         * @function create
         * @memberof waymark.Entry
         * @static
         * @param {waymark.Entry.$Properties=} [properties] Properties to set
         * @returns {waymark.Entry} Entry instance
         * @type {{
         *   (properties: waymark.Entry.$Shape): waymark.Entry & waymark.Entry.$Shape;
         *   (properties?: waymark.Entry.$Properties): waymark.Entry;
         * }}
         */
        Entry.create = function(properties) {
            return new Entry(properties);
        };

        /**
         * Encodes the specified Entry message. Does not implicitly {@link waymark.Entry.verify|verify} messages.
         * @function encode
         * @memberof waymark.Entry
         * @static
         * @param {waymark.Entry.$Properties} message Entry message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Entry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                $root.waymark.Key.encode(message.name, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.profile != null && $Object.hasOwnProperty.call(message, "profile"))
                $root.waymark.Profile.encode(message.profile, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.redirect != null && $Object.hasOwnProperty.call(message, "redirect"))
                $root.waymark.Redirect.encode(message.redirect, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
            if (message.gone != null && $Object.hasOwnProperty.call(message, "gone"))
                writer.uint32(/* id 4, wireType 0 =*/32).bool(message.gone);
            if (message.life != null && $Object.hasOwnProperty.call(message, "life"))
                writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.life);
            if (message.tombstone != null && $Object.hasOwnProperty.call(message, "tombstone"))
                $root.waymark.Tombstone.encode(message.tombstone, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
            if (message.fragments != null && $Object.hasOwnProperty.call(message, "fragments"))
                $root.waymark.OpenFragments.encode(message.fragments, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
            if (message.dueMs != null && $Object.hasOwnProperty.call(message, "dueMs") && !$Object.is(message.dueMs, 0))
                writer.uint32(/* id 8, wireType 1 =*/65).double(message.dueMs);
            if (message.turn != null && $Object.hasOwnProperty.call(message, "turn") && message.turn !== 0)
                writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.turn);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Entry
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Entry & waymark.Entry.$Shape} Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Entry.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Entry();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.name = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.name);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.profile = $root.waymark.Profile.decode(reader, reader.size(), $undefined, _depth + 1, message.profile);
                        message.body = "profile";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.redirect = $root.waymark.Redirect.decode(reader, reader.size(), $undefined, _depth + 1, message.redirect);
                        message.body = "redirect";
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.gone = reader.bool();
                        message.body = "gone";
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.life = reader.uint32();
                        message.body = "life";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.tombstone = $root.waymark.Tombstone.decode(reader, reader.size(), $undefined, _depth + 1, message.tombstone);
                        message.body = "tombstone";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.fragments = $root.waymark.OpenFragments.decode(reader, reader.size(), $undefined, _depth + 1, message.fragments);
                        message.body = "fragments";
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.dueMs = value;
                        else
                            delete message.dueMs;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.turn = value;
                        else
                            delete message.turn;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Entry;
    })();

    waymark.Redirect = (function() {

        /**
         * Properties of a Redirect.
         * @typedef {Object} waymark.Redirect.$Properties
         * @property {waymark.Key.$Properties|null} [to] Redirect to
         * @property {number|null} [flush] Redirect flush
         * @property {Array.<waymark.Message.$Properties>|null} [held] Redirect held
         * @property {Array.<waymark.Owner.$Properties>|null} [owners] Redirect owners
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Redirect.
         * @memberof waymark
         * @interface IRedirect
         * @augments waymark.Redirect.$Properties
         * @deprecated Use waymark.Redirect.$Properties instead.
         */

        /**
         * Shape of a Redirect.
         * @typedef {{
         *   to?: waymark.Key.$Shape|null;
         *   flush?: number|null;
         *   held?: Array.<waymark.Message.$Shape>|null;
         *   owners?: Array.<waymark.Owner.$Shape>|null;
         *   $unknowns?: Array.<Uint8Array>;
         * }} waymark.Redirect.$Shape
         */

        /**
         * Constructs a new Redirect.
         * @memberof waymark
         * @classdesc Represents a Redirect.
         * @constructor
         * @param {waymark.Redirect.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Redirect = function (properties) {
            this.held = [];
            this.owners = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Redirect to.
         * @member {waymark.Key.$Properties|null|undefined} to
         * @memberof waymark.Redirect
         * @instance
         */
        Redirect.prototype.to = null;

        /**
         * Redirect flush.
         * @member {number} flush
         * @memberof waymark.Redirect
         * @instance
         */
        Redirect.prototype.flush = 0;

        /**
         * Redirect held.
         * @member {Array.<waymark.Message.$Properties>} held
         * @memberof waymark.Redirect
         * @instance
         */
        Redirect.prototype.held = $util.emptyArray;

        /**
         * Redirect owners.
         * @member {Array.<waymark.Owner.$Properties>} owners
         * @memberof waymark.Redirect
         * @instance
         */
        Redirect.prototype.owners = $util.emptyArray;

        /**
         * Creates a new Redirect instance using the specified properties.
         * @function create
         * @memberof waymark.Redirect
         * @static
         * @param {waymark.Redirect.$Properties=} [properties] Properties to set
         * @returns {waymark.Redirect} Redirect instance
         * @type {{
         *   (properties: waymark.Redirect.$Shape): waymark.Redirect & waymark.Redirect.$Shape;
         *   (properties?: waymark.Redirect.$Properties): waymark.Redirect;
         * }}
         */
        Redirect.create = function(properties) {
            return new Redirect(properties);
        };

        /**
         * Encodes the specified Redirect message. Does not implicitly {@link waymark.Redirect.verify|verify} messages.
         * @function encode
         * @memberof waymark.Redirect
         * @static
         * @param {waymark.Redirect.$Properties} message Redirect message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Redirect.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                $root.waymark.Key.encode(message.to, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.flush != null && $Object.hasOwnProperty.call(message, "flush") && !$Object.is(message.flush, 0))
                writer.uint32(/* id 3, wireType 1 =*/25).double(message.flush);
            if (message.held != null && message.held.length)
                for (let i = 0; i < message.held.length; ++i)
                    $root.waymark.Message.encode(message.held[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.owners != null && message.owners.length)
                for (let i = 0; i < message.owners.length; ++i)
                    $root.waymark.Owner.encode(message.owners[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Redirect message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Redirect
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Redirect & waymark.Redirect.$Shape} Redirect
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Redirect.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Redirect();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.to = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.flush = value;
                        else
                            delete message.flush;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.held && message.held.length))
                            message.held = [];
                        message.held.push($root.waymark.Message.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.owners && message.owners.length))
                            message.owners = [];
                        message.owners.push($root.waymark.Owner.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Redirect;
    })();

    waymark.Owner = (function() {

        /**
         * Properties of an Owner.
         * @typedef {Object} waymark.Owner.$Properties
         * @property {waymark.Key.$Properties|null} [key] Owner key
         * @property {number|null} [life] Owner life
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Owner.
         * @memberof waymark
         * @interface IOwner
         * @augments waymark.Owner.$Properties
         * @deprecated Use waymark.Owner.$Properties instead.
         */

        /**
         * Shape of an Owner.
         * @typedef {waymark.Owner.$Properties} waymark.Owner.$Shape
         */

        /**
         * Constructs a new Owner.
         * @memberof waymark
         * @classdesc Represents an Owner.
         * @constructor
         * @param {waymark.Owner.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Owner = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Owner key.
         * @member {waymark.Key.$Properties|null|undefined} key
         * @memberof waymark.Owner
         * @instance
         */
        Owner.prototype.key = null;

        /**
         * Owner life.
         * @member {number} life
         * @memberof waymark.Owner
         * @instance
         */
        Owner.prototype.life = 0;

        /**
         * Creates a new Owner instance using the specified properties.
         * @function create
         * @memberof waymark.Owner
         * @static
         * @param {waymark.Owner.$Properties=} [properties] Properties to set
         * @returns {waymark.Owner} Owner instance
         * @type {{
         *   (properties: waymark.Owner.$Shape): waymark.Owner & waymark.Owner.$Shape;
         *   (properties?: waymark.Owner.$Properties): waymark.Owner;
         * }}
         */
        Owner.create = function(properties) {
            return new Owner(properties);
        };

        /**
         * Encodes the specified Owner message. Does not implicitly {@link waymark.Owner.verify|verify} messages.
         * @function encode
         * @memberof waymark.Owner
         * @static
         * @param {waymark.Owner.$Properties} message Owner message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Owner.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                $root.waymark.Key.encode(message.key, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.life != null && $Object.hasOwnProperty.call(message, "life") && message.life !== 0)
                writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.life);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Owner message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Owner
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Owner & waymark.Owner.$Shape} Owner
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Owner.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Owner();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.key = $root.waymark.Key.decode(reader, reader.size(), $undefined, _depth + 1, message.key);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.life = value;
                        else
                            delete message.life;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Owner;
    })();

    waymark.Tombstone = (function() {

        /**
         * Properties of a Tombstone.
         * @typedef {Object} waymark.Tombstone.$Properties
         * @property {number|null} [hash] Tombstone hash
         * @property {number|null} [erasedMs] Tombstone erasedMs
         * @property {number|null} [generation] Tombstone generation
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Tombstone.
         * @memberof waymark
         * @interface ITombstone
         * @augments waymark.Tombstone.$Properties
         * @deprecated Use waymark.Tombstone.$Properties instead.
         */

        /**
         * Shape of a Tombstone.
         * @typedef {waymark.Tombstone.$Properties} waymark.Tombstone.$Shape
         */

        /**
         * Constructs a new Tombstone.
         * @memberof waymark
         * @classdesc Represents a Tombstone.
         * @constructor
         * @param {waymark.Tombstone.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Tombstone = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Tombstone hash.
         * @member {number} hash
         * @memberof waymark.Tombstone
         * @instance
         */
        Tombstone.prototype.hash = 0;

        /**
         * Tombstone erasedMs.
         * @member {number} erasedMs
         * @memberof waymark.Tombstone
         * @instance
         */
        Tombstone.prototype.erasedMs = 0;

        /**
         * Tombstone generation.
         * @member {number} generation
         * @memberof waymark.Tombstone
         * @instance
         */
        Tombstone.prototype.generation = 0;

        /**
         * Creates a new Tombstone instance using the specified properties.
         * @function create
         * @memberof waymark.Tombstone
         * @static
         * @param {waymark.Tombstone.$Properties=} [properties] Properties to set
         * @returns {waymark.Tombstone} Tombstone instance
         * @type {{
         *   (properties: waymark.Tombstone.$Shape): waymark.Tombstone & waymark.Tombstone.$Shape;
         *   (properties?: waymark.Tombstone.$Properties): waymark.Tombstone;
         * }}
         */
        Tombstone.create = function(properties) {
            return new Tombstone(properties);
        };

        /**
         * Encodes the specified Tombstone message. Does not implicitly {@link waymark.Tombstone.verify|verify} messages.
         * @function encode
         * @memberof waymark.Tombstone
         * @static
         * @param {waymark.Tombstone.$Properties} message Tombstone message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Tombstone.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && !$Object.is(message.hash, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.hash);
            if (message.erasedMs != null && $Object.hasOwnProperty.call(message, "erasedMs") && !$Object.is(message.erasedMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.erasedMs);
            if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.generation);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Tombstone message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Tombstone
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Tombstone & waymark.Tombstone.$Shape} Tombstone
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Tombstone.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Tombstone();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.hash = value;
                        else
                            delete message.hash;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.erasedMs = value;
                        else
                            delete message.erasedMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.generation = value;
                        else
                            delete message.generation;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Tombstone;
    })();

    waymark.Commit = (function() {

        /**
         * Properties of a Commit.
         * @typedef {Object} waymark.Commit.$Properties
         * @property {number|null} [offset] Commit offset
         * @property {number|null} [nowMs] Commit nowMs
         * @property {Array.<number>|null} [received] Commit received
         * @property {Array.<number>|null} [sent] Commit sent
         * @property {string|null} [version] Commit version
         * @property {number|null} [flushes] Commit flushes
         * @property {number|null} [chunks] Commit chunks
         * @property {number|null} [entries] Commit entries
         * @property {number|null} [stateHash] Commit stateHash
         * @property {number|null} [sweepFrom] Commit sweepFrom
         * @property {string|null} [namespace] Commit namespace
         * @property {number|null} [partitions] Commit partitions
         * @property {string|null} [rank] Commit rank
         * @property {Array.<waymark.Skip.$Properties>|null} [skips] Commit skips
         * @property {Array.<waymark.SegmentMembers.$Properties>|null} [members] Commit members
         * @property {waymark.BackfillState.$Properties|null} [backfill] Commit backfill
         * @property {Array.<waymark.BackfillNote.$Properties>|null} [peers] Commit peers
         * @property {waymark.SweepState.$Properties|null} [sweep] Commit sweep
         * @property {number|null} [turn] Commit turn
         * @property {waymark.Adoption.$Properties|null} [adoption] Commit adoption
         * @property {waymark.BackfillFailure.$Properties|null} [backfillFailed] Commit backfillFailed
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Commit.
         * @memberof waymark
         * @interface ICommit
         * @augments waymark.Commit.$Properties
         * @deprecated Use waymark.Commit.$Properties instead.
         */

        /**
         * Shape of a Commit.
         * @typedef {waymark.Commit.$Properties} waymark.Commit.$Shape
         */

        /**
         * Constructs a new Commit.
         * @memberof waymark
         * @classdesc Represents a Commit.
         * @constructor
         * @param {waymark.Commit.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Commit = function (properties) {
            this.received = [];
            this.sent = [];
            this.skips = [];
            this.members = [];
            this.peers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Commit offset.
         * @member {number} offset
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.offset = 0;

        /**
         * Commit nowMs.
         * @member {number} nowMs
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.nowMs = 0;

        /**
         * Commit received.
         * @member {Array.<number>} received
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.received = $util.emptyArray;

        /**
         * Commit sent.
         * @member {Array.<number>} sent
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.sent = $util.emptyArray;

        /**
         * Commit version.
         * @member {string} version
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.version = "";

        /**
         * Commit flushes.
         * @member {number} flushes
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.flushes = 0;

        /**
         * Commit chunks.
         * @member {number} chunks
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.chunks = 0;

        /**
         * Commit entries.
         * @member {number} entries
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.entries = 0;

        /**
         * Commit stateHash.
         * @member {number} stateHash
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.stateHash = 0;

        /**
         * Commit sweepFrom.
         * @member {number} sweepFrom
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.sweepFrom = 0;

        /**
         * Commit namespace.
         * @member {string} namespace
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.namespace = "";

        /**
         * Commit partitions.
         * @member {number} partitions
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.partitions = 0;

        /**
         * Commit rank.
         * @member {string} rank
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.rank = "";

        /**
         * Commit skips.
         * @member {Array.<waymark.Skip.$Properties>} skips
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.skips = $util.emptyArray;

        /**
         * Commit members.
         * @member {Array.<waymark.SegmentMembers.$Properties>} members
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.members = $util.emptyArray;

        /**
         * Commit backfill.
         * @member {waymark.BackfillState.$Properties|null|undefined} backfill
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.backfill = null;

        /**
         * Commit peers.
         * @member {Array.<waymark.BackfillNote.$Properties>} peers
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.peers = $util.emptyArray;

        /**
         * Commit sweep.
         * @member {waymark.SweepState.$Properties|null|undefined} sweep
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.sweep = null;

        /**
         * Commit turn.
         * @member {number} turn
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.turn = 0;

        /**
         * Commit adoption.
         * @member {waymark.Adoption.$Properties|null|undefined} adoption
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.adoption = null;

        /**
         * Commit backfillFailed.
         * @member {waymark.BackfillFailure.$Properties|null|undefined} backfillFailed
         * @memberof waymark.Commit
         * @instance
         */
        Commit.prototype.backfillFailed = null;

        /**
         * Creates a new Commit instance using the specified properties.
         * @function create
         * @memberof waymark.Commit
         * @static
         * @param {waymark.Commit.$Properties=} [properties] Properties to set
         * @returns {waymark.Commit} Commit instance
         * @type {{
         *   (properties: waymark.Commit.$Shape): waymark.Commit & waymark.Commit.$Shape;
         *   (properties?: waymark.Commit.$Properties): waymark.Commit;
         * }}
         */
        Commit.create = function(properties) {
            return new Commit(properties);
        };

        /**
         * Encodes the specified Commit message. Does not implicitly {@link waymark.Commit.verify|verify} messages.
         * @function encode
         * @memberof waymark.Commit
         * @static
         * @param {waymark.Commit.$Properties} message Commit message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Commit.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && !$Object.is(message.offset, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.offset);
            if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs") && !$Object.is(message.nowMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.nowMs);
            if (message.received != null && message.received.length)
                writer.uint32(/* id 3, wireType 2 =*/26).doubles(message.received);
            if (message.sent != null && message.sent.length)
                writer.uint32(/* id 4, wireType 2 =*/34).doubles(message.sent);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 5, wireType 2 =*/42).string(message.version);
            if (message.flushes != null && $Object.hasOwnProperty.call(message, "flushes") && !$Object.is(message.flushes, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.flushes);
            if (message.chunks != null && $Object.hasOwnProperty.call(message, "chunks") && message.chunks !== 0)
                writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.chunks);
            if (message.entries != null && $Object.hasOwnProperty.call(message, "entries") && !$Object.is(message.entries, 0))
                writer.uint32(/* id 8, wireType 1 =*/65).double(message.entries);
            if (message.stateHash != null && $Object.hasOwnProperty.call(message, "stateHash") && !$Object.is(message.stateHash, 0))
                writer.uint32(/* id 9, wireType 1 =*/73).double(message.stateHash);
            if (message.sweepFrom != null && $Object.hasOwnProperty.call(message, "sweepFrom") && !$Object.is(message.sweepFrom, 0))
                writer.uint32(/* id 10, wireType 1 =*/81).double(message.sweepFrom);
            if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                writer.uint32(/* id 11, wireType 2 =*/90).string(message.namespace);
            if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                writer.uint32(/* id 12, wireType 0 =*/96).uint32(message.partitions);
            if (message.rank != null && $Object.hasOwnProperty.call(message, "rank") && message.rank !== "")
                writer.uint32(/* id 13, wireType 2 =*/106).string(message.rank);
            if (message.skips != null && message.skips.length)
                for (let i = 0; i < message.skips.length; ++i)
                    $root.waymark.Skip.encode(message.skips[i], writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
            if (message.members != null && message.members.length)
                for (let i = 0; i < message.members.length; ++i)
                    $root.waymark.SegmentMembers.encode(message.members[i], writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
            if (message.backfill != null && $Object.hasOwnProperty.call(message, "backfill"))
                $root.waymark.BackfillState.encode(message.backfill, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
            if (message.peers != null && message.peers.length)
                for (let i = 0; i < message.peers.length; ++i)
                    $root.waymark.BackfillNote.encode(message.peers[i], writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
            if (message.sweep != null && $Object.hasOwnProperty.call(message, "sweep"))
                $root.waymark.SweepState.encode(message.sweep, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
            if (message.turn != null && $Object.hasOwnProperty.call(message, "turn") && message.turn !== 0)
                writer.uint32(/* id 25, wireType 0 =*/200).uint32(message.turn);
            if (message.adoption != null && $Object.hasOwnProperty.call(message, "adoption"))
                $root.waymark.Adoption.encode(message.adoption, writer.uint32(/* id 26, wireType 2 =*/210).fork(), _depth + 1).ldelim();
            if (message.backfillFailed != null && $Object.hasOwnProperty.call(message, "backfillFailed"))
                $root.waymark.BackfillFailure.encode(message.backfillFailed, writer.uint32(/* id 27, wireType 2 =*/218).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Commit message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Commit
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Commit & waymark.Commit.$Shape} Commit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Commit.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Commit();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.offset = value;
                        else
                            delete message.offset;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.nowMs = value;
                        else
                            delete message.nowMs;
                        continue;
                    }
                case 3: {
                        if (wireType === 2) {
                            if (!(message.received && message.received.length))
                                message.received = [];
                            reader.doubles(message.received);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.received && message.received.length))
                            message.received = [];
                        message.received.push(reader.double());
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.sent && message.sent.length))
                                message.sent = [];
                            reader.doubles(message.sent);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.sent && message.sent.length))
                            message.sent = [];
                        message.sent.push(reader.double());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.flushes = value;
                        else
                            delete message.flushes;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.chunks = value;
                        else
                            delete message.chunks;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.entries = value;
                        else
                            delete message.entries;
                        continue;
                    }
                case 9: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.stateHash = value;
                        else
                            delete message.stateHash;
                        continue;
                    }
                case 10: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sweepFrom = value;
                        else
                            delete message.sweepFrom;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.namespace = value;
                        else
                            delete message.namespace;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.partitions = value;
                        else
                            delete message.partitions;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.rank = value;
                        else
                            delete message.rank;
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if (!(message.skips && message.skips.length))
                            message.skips = [];
                        message.skips.push($root.waymark.Skip.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        if (!(message.members && message.members.length))
                            message.members = [];
                        message.members.push($root.waymark.SegmentMembers.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.backfill = $root.waymark.BackfillState.decode(reader, reader.size(), $undefined, _depth + 1, message.backfill);
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        if (!(message.peers && message.peers.length))
                            message.peers = [];
                        message.peers.push($root.waymark.BackfillNote.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        message.sweep = $root.waymark.SweepState.decode(reader, reader.size(), $undefined, _depth + 1, message.sweep);
                        continue;
                    }
                case 25: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.turn = value;
                        else
                            delete message.turn;
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        message.adoption = $root.waymark.Adoption.decode(reader, reader.size(), $undefined, _depth + 1, message.adoption);
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        message.backfillFailed = $root.waymark.BackfillFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.backfillFailed);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Commit;
    })();

    waymark.BackfillFailure = (function() {

        /**
         * Properties of a BackfillFailure.
         * @typedef {Object} waymark.BackfillFailure.$Properties
         * @property {string|null} [version] BackfillFailure version
         * @property {number|null} [offset] BackfillFailure offset
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BackfillFailure.
         * @memberof waymark
         * @interface IBackfillFailure
         * @augments waymark.BackfillFailure.$Properties
         * @deprecated Use waymark.BackfillFailure.$Properties instead.
         */

        /**
         * Shape of a BackfillFailure.
         * @typedef {waymark.BackfillFailure.$Properties} waymark.BackfillFailure.$Shape
         */

        /**
         * Constructs a new BackfillFailure.
         * @memberof waymark
         * @classdesc Represents a BackfillFailure.
         * @constructor
         * @param {waymark.BackfillFailure.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BackfillFailure = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BackfillFailure version.
         * @member {string} version
         * @memberof waymark.BackfillFailure
         * @instance
         */
        BackfillFailure.prototype.version = "";

        /**
         * BackfillFailure offset.
         * @member {number} offset
         * @memberof waymark.BackfillFailure
         * @instance
         */
        BackfillFailure.prototype.offset = 0;

        /**
         * Creates a new BackfillFailure instance using the specified properties.
         * @function create
         * @memberof waymark.BackfillFailure
         * @static
         * @param {waymark.BackfillFailure.$Properties=} [properties] Properties to set
         * @returns {waymark.BackfillFailure} BackfillFailure instance
         * @type {{
         *   (properties: waymark.BackfillFailure.$Shape): waymark.BackfillFailure & waymark.BackfillFailure.$Shape;
         *   (properties?: waymark.BackfillFailure.$Properties): waymark.BackfillFailure;
         * }}
         */
        BackfillFailure.create = function(properties) {
            return new BackfillFailure(properties);
        };

        /**
         * Encodes the specified BackfillFailure message. Does not implicitly {@link waymark.BackfillFailure.verify|verify} messages.
         * @function encode
         * @memberof waymark.BackfillFailure
         * @static
         * @param {waymark.BackfillFailure.$Properties} message BackfillFailure message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BackfillFailure.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
            if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && !$Object.is(message.offset, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.offset);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BackfillFailure message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.BackfillFailure
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.BackfillFailure & waymark.BackfillFailure.$Shape} BackfillFailure
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BackfillFailure.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.BackfillFailure();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.offset = value;
                        else
                            delete message.offset;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BackfillFailure;
    })();

    waymark.Adoption = (function() {

        /**
         * Properties of an Adoption.
         * @typedef {Object} waymark.Adoption.$Properties
         * @property {waymark.Round.$Properties|null} [round] Adoption round
         * @property {Array.<waymark.EarlierVersion.$Properties>|null} [earlier] Adoption earlier
         * @property {string|null} [waiting] Adoption waiting
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Adoption.
         * @memberof waymark
         * @interface IAdoption
         * @augments waymark.Adoption.$Properties
         * @deprecated Use waymark.Adoption.$Properties instead.
         */

        /**
         * Shape of an Adoption.
         * @typedef {waymark.Adoption.$Properties} waymark.Adoption.$Shape
         */

        /**
         * Constructs a new Adoption.
         * @memberof waymark
         * @classdesc Represents an Adoption.
         * @constructor
         * @param {waymark.Adoption.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Adoption = function (properties) {
            this.earlier = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Adoption round.
         * @member {waymark.Round.$Properties|null|undefined} round
         * @memberof waymark.Adoption
         * @instance
         */
        Adoption.prototype.round = null;

        /**
         * Adoption earlier.
         * @member {Array.<waymark.EarlierVersion.$Properties>} earlier
         * @memberof waymark.Adoption
         * @instance
         */
        Adoption.prototype.earlier = $util.emptyArray;

        /**
         * Adoption waiting.
         * @member {string} waiting
         * @memberof waymark.Adoption
         * @instance
         */
        Adoption.prototype.waiting = "";

        /**
         * Creates a new Adoption instance using the specified properties.
         * @function create
         * @memberof waymark.Adoption
         * @static
         * @param {waymark.Adoption.$Properties=} [properties] Properties to set
         * @returns {waymark.Adoption} Adoption instance
         * @type {{
         *   (properties: waymark.Adoption.$Shape): waymark.Adoption & waymark.Adoption.$Shape;
         *   (properties?: waymark.Adoption.$Properties): waymark.Adoption;
         * }}
         */
        Adoption.create = function(properties) {
            return new Adoption(properties);
        };

        /**
         * Encodes the specified Adoption message. Does not implicitly {@link waymark.Adoption.verify|verify} messages.
         * @function encode
         * @memberof waymark.Adoption
         * @static
         * @param {waymark.Adoption.$Properties} message Adoption message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Adoption.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.round != null && $Object.hasOwnProperty.call(message, "round"))
                $root.waymark.Round.encode(message.round, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
            if (message.earlier != null && message.earlier.length)
                for (let i = 0; i < message.earlier.length; ++i)
                    $root.waymark.EarlierVersion.encode(message.earlier[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
            if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting") && message.waiting !== "")
                writer.uint32(/* id 3, wireType 2 =*/26).string(message.waiting);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Adoption message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Adoption
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Adoption & waymark.Adoption.$Shape} Adoption
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Adoption.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Adoption();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.round = $root.waymark.Round.decode(reader, reader.size(), $undefined, _depth + 1, message.round);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.earlier && message.earlier.length))
                            message.earlier = [];
                        message.earlier.push($root.waymark.EarlierVersion.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.waiting = value;
                        else
                            delete message.waiting;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Adoption;
    })();

    waymark.Round = (function() {

        /**
         * Properties of a Round.
         * @typedef {Object} waymark.Round.$Properties
         * @property {number|null} [from] Round from
         * @property {number|null} [lastMs] Round lastMs
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Round.
         * @memberof waymark
         * @interface IRound
         * @augments waymark.Round.$Properties
         * @deprecated Use waymark.Round.$Properties instead.
         */

        /**
         * Shape of a Round.
         * @typedef {waymark.Round.$Properties} waymark.Round.$Shape
         */

        /**
         * Constructs a new Round.
         * @memberof waymark
         * @classdesc Represents a Round.
         * @constructor
         * @param {waymark.Round.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Round = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Round from.
         * @member {number} from
         * @memberof waymark.Round
         * @instance
         */
        Round.prototype.from = 0;

        /**
         * Round lastMs.
         * @member {number} lastMs
         * @memberof waymark.Round
         * @instance
         */
        Round.prototype.lastMs = 0;

        /**
         * Creates a new Round instance using the specified properties.
         * @function create
         * @memberof waymark.Round
         * @static
         * @param {waymark.Round.$Properties=} [properties] Properties to set
         * @returns {waymark.Round} Round instance
         * @type {{
         *   (properties: waymark.Round.$Shape): waymark.Round & waymark.Round.$Shape;
         *   (properties?: waymark.Round.$Properties): waymark.Round;
         * }}
         */
        Round.create = function(properties) {
            return new Round(properties);
        };

        /**
         * Encodes the specified Round message. Does not implicitly {@link waymark.Round.verify|verify} messages.
         * @function encode
         * @memberof waymark.Round
         * @static
         * @param {waymark.Round.$Properties} message Round message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Round.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && !$Object.is(message.from, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.from);
            if (message.lastMs != null && $Object.hasOwnProperty.call(message, "lastMs") && !$Object.is(message.lastMs, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.lastMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Round message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Round
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Round & waymark.Round.$Shape} Round
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Round.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Round();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.lastMs = value;
                        else
                            delete message.lastMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Round;
    })();

    waymark.EarlierVersion = (function() {

        /**
         * Properties of an EarlierVersion.
         * @typedef {Object} waymark.EarlierVersion.$Properties
         * @property {number|null} [turn] EarlierVersion turn
         * @property {string|null} [version] EarlierVersion version
         * @property {boolean|null} [all] EarlierVersion all
         * @property {Array.<string>|null} [anew] EarlierVersion anew
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an EarlierVersion.
         * @memberof waymark
         * @interface IEarlierVersion
         * @augments waymark.EarlierVersion.$Properties
         * @deprecated Use waymark.EarlierVersion.$Properties instead.
         */

        /**
         * Shape of an EarlierVersion.
         * @typedef {waymark.EarlierVersion.$Properties} waymark.EarlierVersion.$Shape
         */

        /**
         * Constructs a new EarlierVersion.
         * @memberof waymark
         * @classdesc Represents an EarlierVersion.
         * @constructor
         * @param {waymark.EarlierVersion.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const EarlierVersion = function (properties) {
            this.anew = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * EarlierVersion turn.
         * @member {number} turn
         * @memberof waymark.EarlierVersion
         * @instance
         */
        EarlierVersion.prototype.turn = 0;

        /**
         * EarlierVersion version.
         * @member {string} version
         * @memberof waymark.EarlierVersion
         * @instance
         */
        EarlierVersion.prototype.version = "";

        /**
         * EarlierVersion all.
         * @member {boolean} all
         * @memberof waymark.EarlierVersion
         * @instance
         */
        EarlierVersion.prototype.all = false;

        /**
         * EarlierVersion anew.
         * @member {Array.<string>} anew
         * @memberof waymark.EarlierVersion
         * @instance
         */
        EarlierVersion.prototype.anew = $util.emptyArray;

        /**
         * Creates a new EarlierVersion instance using the specified properties.
         * @function create
         * @memberof waymark.EarlierVersion
         * @static
         * @param {waymark.EarlierVersion.$Properties=} [properties] Properties to set
         * @returns {waymark.EarlierVersion} EarlierVersion instance
         * @type {{
         *   (properties: waymark.EarlierVersion.$Shape): waymark.EarlierVersion & waymark.EarlierVersion.$Shape;
         *   (properties?: waymark.EarlierVersion.$Properties): waymark.EarlierVersion;
         * }}
         */
        EarlierVersion.create = function(properties) {
            return new EarlierVersion(properties);
        };

        /**
         * Encodes the specified EarlierVersion message. Does not implicitly {@link waymark.EarlierVersion.verify|verify} messages.
         * @function encode
         * @memberof waymark.EarlierVersion
         * @static
         * @param {waymark.EarlierVersion.$Properties} message EarlierVersion message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        EarlierVersion.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.turn != null && $Object.hasOwnProperty.call(message, "turn") && message.turn !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.turn);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.version);
            if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                writer.uint32(/* id 3, wireType 0 =*/24).bool(message.all);
            if (message.anew != null && message.anew.length)
                for (let i = 0; i < message.anew.length; ++i)
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.anew[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an EarlierVersion message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.EarlierVersion
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.EarlierVersion & waymark.EarlierVersion.$Shape} EarlierVersion
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        EarlierVersion.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.EarlierVersion();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.turn = value;
                        else
                            delete message.turn;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.all = value;
                        else
                            delete message.all;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.anew && message.anew.length))
                            message.anew = [];
                        message.anew.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return EarlierVersion;
    })();

    waymark.BackfillState = (function() {

        /**
         * Properties of a BackfillState.
         * @typedef {Object} waymark.BackfillState.$Properties
         * @property {string|null} [version] BackfillState version
         * @property {number|null} [begun] BackfillState begun
         * @property {Array.<string>|null} [windows] BackfillState windows
         * @property {number|null} [fromMs] BackfillState fromMs
         * @property {number|null} [cursor] BackfillState cursor
         * @property {number|null} [until] BackfillState until
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a BackfillState.
         * @memberof waymark
         * @interface IBackfillState
         * @augments waymark.BackfillState.$Properties
         * @deprecated Use waymark.BackfillState.$Properties instead.
         */

        /**
         * Shape of a BackfillState.
         * @typedef {waymark.BackfillState.$Properties} waymark.BackfillState.$Shape
         */

        /**
         * Constructs a new BackfillState.
         * @memberof waymark
         * @classdesc Represents a BackfillState.
         * @constructor
         * @param {waymark.BackfillState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const BackfillState = function (properties) {
            this.windows = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * BackfillState version.
         * @member {string} version
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.version = "";

        /**
         * BackfillState begun.
         * @member {number} begun
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.begun = 0;

        /**
         * BackfillState windows.
         * @member {Array.<string>} windows
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.windows = $util.emptyArray;

        /**
         * BackfillState fromMs.
         * @member {number} fromMs
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.fromMs = 0;

        /**
         * BackfillState cursor.
         * @member {number} cursor
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.cursor = 0;

        /**
         * BackfillState until.
         * @member {number} until
         * @memberof waymark.BackfillState
         * @instance
         */
        BackfillState.prototype.until = 0;

        /**
         * Creates a new BackfillState instance using the specified properties.
         * @function create
         * @memberof waymark.BackfillState
         * @static
         * @param {waymark.BackfillState.$Properties=} [properties] Properties to set
         * @returns {waymark.BackfillState} BackfillState instance
         * @type {{
         *   (properties: waymark.BackfillState.$Shape): waymark.BackfillState & waymark.BackfillState.$Shape;
         *   (properties?: waymark.BackfillState.$Properties): waymark.BackfillState;
         * }}
         */
        BackfillState.create = function(properties) {
            return new BackfillState(properties);
        };

        /**
         * Encodes the specified BackfillState message. Does not implicitly {@link waymark.BackfillState.verify|verify} messages.
         * @function encode
         * @memberof waymark.BackfillState
         * @static
         * @param {waymark.BackfillState.$Properties} message BackfillState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        BackfillState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.version);
            if (message.begun != null && $Object.hasOwnProperty.call(message, "begun") && !$Object.is(message.begun, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.begun);
            if (message.windows != null && message.windows.length)
                for (let i = 0; i < message.windows.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.windows[i]);
            if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && !$Object.is(message.fromMs, 0))
                writer.uint32(/* id 4, wireType 1 =*/33).double(message.fromMs);
            if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && !$Object.is(message.cursor, 0))
                writer.uint32(/* id 5, wireType 1 =*/41).double(message.cursor);
            if (message.until != null && $Object.hasOwnProperty.call(message, "until") && !$Object.is(message.until, 0))
                writer.uint32(/* id 6, wireType 1 =*/49).double(message.until);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a BackfillState message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.BackfillState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.BackfillState & waymark.BackfillState.$Shape} BackfillState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        BackfillState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.BackfillState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.begun = value;
                        else
                            delete message.begun;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.windows && message.windows.length))
                            message.windows = [];
                        message.windows.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.fromMs = value;
                        else
                            delete message.fromMs;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.cursor = value;
                        else
                            delete message.cursor;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.until = value;
                        else
                            delete message.until;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BackfillState;
    })();

    waymark.SweepState = (function() {

        /**
         * Properties of a SweepState.
         * @typedef {Object} waymark.SweepState.$Properties
         * @property {Array.<string>|null} [segments] SweepState segments
         * @property {waymark.Round.$Properties|null} [round] SweepState round
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SweepState.
         * @memberof waymark
         * @interface ISweepState
         * @augments waymark.SweepState.$Properties
         * @deprecated Use waymark.SweepState.$Properties instead.
         */

        /**
         * Shape of a SweepState.
         * @typedef {waymark.SweepState.$Properties} waymark.SweepState.$Shape
         */

        /**
         * Constructs a new SweepState.
         * @memberof waymark
         * @classdesc Represents a SweepState.
         * @constructor
         * @param {waymark.SweepState.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SweepState = function (properties) {
            this.segments = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SweepState segments.
         * @member {Array.<string>} segments
         * @memberof waymark.SweepState
         * @instance
         */
        SweepState.prototype.segments = $util.emptyArray;

        /**
         * SweepState round.
         * @member {waymark.Round.$Properties|null|undefined} round
         * @memberof waymark.SweepState
         * @instance
         */
        SweepState.prototype.round = null;

        /**
         * Creates a new SweepState instance using the specified properties.
         * @function create
         * @memberof waymark.SweepState
         * @static
         * @param {waymark.SweepState.$Properties=} [properties] Properties to set
         * @returns {waymark.SweepState} SweepState instance
         * @type {{
         *   (properties: waymark.SweepState.$Shape): waymark.SweepState & waymark.SweepState.$Shape;
         *   (properties?: waymark.SweepState.$Properties): waymark.SweepState;
         * }}
         */
        SweepState.create = function(properties) {
            return new SweepState(properties);
        };

        /**
         * Encodes the specified SweepState message. Does not implicitly {@link waymark.SweepState.verify|verify} messages.
         * @function encode
         * @memberof waymark.SweepState
         * @static
         * @param {waymark.SweepState.$Properties} message SweepState message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SweepState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.segments != null && message.segments.length)
                for (let i = 0; i < message.segments.length; ++i)
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.segments[i]);
            if (message.round != null && $Object.hasOwnProperty.call(message, "round"))
                $root.waymark.Round.encode(message.round, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SweepState message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.SweepState
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.SweepState & waymark.SweepState.$Shape} SweepState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SweepState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.SweepState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.segments && message.segments.length))
                            message.segments = [];
                        message.segments.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.round = $root.waymark.Round.decode(reader, reader.size(), $undefined, _depth + 1, message.round);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SweepState;
    })();

    waymark.SegmentMembers = (function() {

        /**
         * Properties of a SegmentMembers.
         * @typedef {Object} waymark.SegmentMembers.$Properties
         * @property {string|null} [segment] SegmentMembers segment
         * @property {number|null} [members] SegmentMembers members
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a SegmentMembers.
         * @memberof waymark
         * @interface ISegmentMembers
         * @augments waymark.SegmentMembers.$Properties
         * @deprecated Use waymark.SegmentMembers.$Properties instead.
         */

        /**
         * Shape of a SegmentMembers.
         * @typedef {waymark.SegmentMembers.$Properties} waymark.SegmentMembers.$Shape
         */

        /**
         * Constructs a new SegmentMembers.
         * @memberof waymark
         * @classdesc Represents a SegmentMembers.
         * @constructor
         * @param {waymark.SegmentMembers.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const SegmentMembers = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * SegmentMembers segment.
         * @member {string} segment
         * @memberof waymark.SegmentMembers
         * @instance
         */
        SegmentMembers.prototype.segment = "";

        /**
         * SegmentMembers members.
         * @member {number} members
         * @memberof waymark.SegmentMembers
         * @instance
         */
        SegmentMembers.prototype.members = 0;

        /**
         * Creates a new SegmentMembers instance using the specified properties.
         * @function create
         * @memberof waymark.SegmentMembers
         * @static
         * @param {waymark.SegmentMembers.$Properties=} [properties] Properties to set
         * @returns {waymark.SegmentMembers} SegmentMembers instance
         * @type {{
         *   (properties: waymark.SegmentMembers.$Shape): waymark.SegmentMembers & waymark.SegmentMembers.$Shape;
         *   (properties?: waymark.SegmentMembers.$Properties): waymark.SegmentMembers;
         * }}
         */
        SegmentMembers.create = function(properties) {
            return new SegmentMembers(properties);
        };

        /**
         * Encodes the specified SegmentMembers message. Does not implicitly {@link waymark.SegmentMembers.verify|verify} messages.
         * @function encode
         * @memberof waymark.SegmentMembers
         * @static
         * @param {waymark.SegmentMembers.$Properties} message SegmentMembers message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        SegmentMembers.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.segment != null && $Object.hasOwnProperty.call(message, "segment") && message.segment !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.segment);
            if (message.members != null && $Object.hasOwnProperty.call(message, "members") && !$Object.is(message.members, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.members);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a SegmentMembers message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.SegmentMembers
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.SegmentMembers & waymark.SegmentMembers.$Shape} SegmentMembers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        SegmentMembers.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.SegmentMembers();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.segment = value;
                        else
                            delete message.segment;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.members = value;
                        else
                            delete message.members;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SegmentMembers;
    })();

    waymark.OpenFragments = (function() {

        /**
         * Properties of an OpenFragments.
         * @typedef {Object} waymark.OpenFragments.$Properties
         * @property {number|null} [from] OpenFragments from
         * @property {Array.<Uint8Array>|null} [parts] OpenFragments parts
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an OpenFragments.
         * @memberof waymark
         * @interface IOpenFragments
         * @augments waymark.OpenFragments.$Properties
         * @deprecated Use waymark.OpenFragments.$Properties instead.
         */

        /**
         * Shape of an OpenFragments.
         * @typedef {waymark.OpenFragments.$Properties} waymark.OpenFragments.$Shape
         */

        /**
         * Constructs a new OpenFragments.
         * @memberof waymark
         * @classdesc Represents an OpenFragments.
         * @constructor
         * @param {waymark.OpenFragments.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const OpenFragments = function (properties) {
            this.parts = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * OpenFragments from.
         * @member {number} from
         * @memberof waymark.OpenFragments
         * @instance
         */
        OpenFragments.prototype.from = 0;

        /**
         * OpenFragments parts.
         * @member {Array.<Uint8Array>} parts
         * @memberof waymark.OpenFragments
         * @instance
         */
        OpenFragments.prototype.parts = $util.emptyArray;

        /**
         * Creates a new OpenFragments instance using the specified properties.
         * @function create
         * @memberof waymark.OpenFragments
         * @static
         * @param {waymark.OpenFragments.$Properties=} [properties] Properties to set
         * @returns {waymark.OpenFragments} OpenFragments instance
         * @type {{
         *   (properties: waymark.OpenFragments.$Shape): waymark.OpenFragments & waymark.OpenFragments.$Shape;
         *   (properties?: waymark.OpenFragments.$Properties): waymark.OpenFragments;
         * }}
         */
        OpenFragments.create = function(properties) {
            return new OpenFragments(properties);
        };

        /**
         * Encodes the specified OpenFragments message. Does not implicitly {@link waymark.OpenFragments.verify|verify} messages.
         * @function encode
         * @memberof waymark.OpenFragments
         * @static
         * @param {waymark.OpenFragments.$Properties} message OpenFragments message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        OpenFragments.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== 0)
                writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.from);
            if (message.parts != null && message.parts.length)
                for (let i = 0; i < message.parts.length; ++i)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.parts[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an OpenFragments message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.OpenFragments
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.OpenFragments & waymark.OpenFragments.$Shape} OpenFragments
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        OpenFragments.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.OpenFragments();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.parts && message.parts.length))
                            message.parts = [];
                        message.parts.push(reader.bytes());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return OpenFragments;
    })();

    waymark.Epoch = (function() {

        /**
         * Properties of an Epoch.
         * @typedef {Object} waymark.Epoch.$Properties
         * @property {string|null} [worker] Epoch worker
         * @property {string|null} [namespace] Epoch namespace
         * @property {number|null} [partitions] Epoch partitions
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of an Epoch.
         * @memberof waymark
         * @interface IEpoch
         * @augments waymark.Epoch.$Properties
         * @deprecated Use waymark.Epoch.$Properties instead.
         */

        /**
         * Shape of an Epoch.
         * @typedef {waymark.Epoch.$Properties} waymark.Epoch.$Shape
         */

        /**
         * Constructs a new Epoch.
         * @memberof waymark
         * @classdesc Represents an Epoch.
         * @constructor
         * @param {waymark.Epoch.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Epoch = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Epoch worker.
         * @member {string} worker
         * @memberof waymark.Epoch
         * @instance
         */
        Epoch.prototype.worker = "";

        /**
         * Epoch namespace.
         * @member {string} namespace
         * @memberof waymark.Epoch
         * @instance
         */
        Epoch.prototype.namespace = "";

        /**
         * Epoch partitions.
         * @member {number} partitions
         * @memberof waymark.Epoch
         * @instance
         */
        Epoch.prototype.partitions = 0;

        /**
         * Creates a new Epoch instance using the specified properties.
         * @function create
         * @memberof waymark.Epoch
         * @static
         * @param {waymark.Epoch.$Properties=} [properties] Properties to set
         * @returns {waymark.Epoch} Epoch instance
         * @type {{
         *   (properties: waymark.Epoch.$Shape): waymark.Epoch & waymark.Epoch.$Shape;
         *   (properties?: waymark.Epoch.$Properties): waymark.Epoch;
         * }}
         */
        Epoch.create = function(properties) {
            return new Epoch(properties);
        };

        /**
         * Encodes the specified Epoch message. Does not implicitly {@link waymark.Epoch.verify|verify} messages.
         * @function encode
         * @memberof waymark.Epoch
         * @static
         * @param {waymark.Epoch.$Properties} message Epoch message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Epoch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.worker != null && $Object.hasOwnProperty.call(message, "worker") && message.worker !== "")
                writer.uint32(/* id 1, wireType 2 =*/10).string(message.worker);
            if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.namespace);
            if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.partitions);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes an Epoch message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Epoch
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Epoch & waymark.Epoch.$Shape} Epoch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Epoch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Epoch();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.worker = value;
                        else
                            delete message.worker;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.namespace = value;
                        else
                            delete message.namespace;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.partitions = value;
                        else
                            delete message.partitions;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Epoch;
    })();

    waymark.Trial = (function() {

        /**
         * Properties of a Trial.
         * @typedef {Object} waymark.Trial.$Properties
         * @property {number|null} [from] Trial from
         * @property {number|null} [to] Trial to
         * @property {number|null} [attempt] Trial attempt
         * @property {string|null} [program] Trial program
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Trial.
         * @memberof waymark
         * @interface ITrial
         * @augments waymark.Trial.$Properties
         * @deprecated Use waymark.Trial.$Properties instead.
         */

        /**
         * Shape of a Trial.
         * @typedef {waymark.Trial.$Properties} waymark.Trial.$Shape
         */

        /**
         * Constructs a new Trial.
         * @memberof waymark
         * @classdesc Represents a Trial.
         * @constructor
         * @param {waymark.Trial.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Trial = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Trial from.
         * @member {number} from
         * @memberof waymark.Trial
         * @instance
         */
        Trial.prototype.from = 0;

        /**
         * Trial to.
         * @member {number} to
         * @memberof waymark.Trial
         * @instance
         */
        Trial.prototype.to = 0;

        /**
         * Trial attempt.
         * @member {number} attempt
         * @memberof waymark.Trial
         * @instance
         */
        Trial.prototype.attempt = 0;

        /**
         * Trial program.
         * @member {string} program
         * @memberof waymark.Trial
         * @instance
         */
        Trial.prototype.program = "";

        /**
         * Creates a new Trial instance using the specified properties.
         * @function create
         * @memberof waymark.Trial
         * @static
         * @param {waymark.Trial.$Properties=} [properties] Properties to set
         * @returns {waymark.Trial} Trial instance
         * @type {{
         *   (properties: waymark.Trial.$Shape): waymark.Trial & waymark.Trial.$Shape;
         *   (properties?: waymark.Trial.$Properties): waymark.Trial;
         * }}
         */
        Trial.create = function(properties) {
            return new Trial(properties);
        };

        /**
         * Encodes the specified Trial message. Does not implicitly {@link waymark.Trial.verify|verify} messages.
         * @function encode
         * @memberof waymark.Trial
         * @static
         * @param {waymark.Trial.$Properties} message Trial message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Trial.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.from != null && $Object.hasOwnProperty.call(message, "from") && !$Object.is(message.from, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.from);
            if (message.to != null && $Object.hasOwnProperty.call(message, "to") && !$Object.is(message.to, 0))
                writer.uint32(/* id 2, wireType 1 =*/17).double(message.to);
            if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.attempt);
            if (message.program != null && $Object.hasOwnProperty.call(message, "program") && message.program !== "")
                writer.uint32(/* id 4, wireType 2 =*/34).string(message.program);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Trial message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Trial
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Trial & waymark.Trial.$Shape} Trial
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Trial.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Trial();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.from = value;
                        else
                            delete message.from;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.to = value;
                        else
                            delete message.to;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.attempt = value;
                        else
                            delete message.attempt;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.program = value;
                        else
                            delete message.program;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Trial;
    })();

    waymark.Skip = (function() {

        /**
         * Properties of a Skip.
         * @typedef {Object} waymark.Skip.$Properties
         * @property {number|null} [offset] Skip offset
         * @property {string|null} [reason] Skip reason
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Skip.
         * @memberof waymark
         * @interface ISkip
         * @augments waymark.Skip.$Properties
         * @deprecated Use waymark.Skip.$Properties instead.
         */

        /**
         * Shape of a Skip.
         * @typedef {waymark.Skip.$Properties} waymark.Skip.$Shape
         */

        /**
         * Constructs a new Skip.
         * @memberof waymark
         * @classdesc Represents a Skip.
         * @constructor
         * @param {waymark.Skip.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Skip = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Skip offset.
         * @member {number} offset
         * @memberof waymark.Skip
         * @instance
         */
        Skip.prototype.offset = 0;

        /**
         * Skip reason.
         * @member {string} reason
         * @memberof waymark.Skip
         * @instance
         */
        Skip.prototype.reason = "";

        /**
         * Creates a new Skip instance using the specified properties.
         * @function create
         * @memberof waymark.Skip
         * @static
         * @param {waymark.Skip.$Properties=} [properties] Properties to set
         * @returns {waymark.Skip} Skip instance
         * @type {{
         *   (properties: waymark.Skip.$Shape): waymark.Skip & waymark.Skip.$Shape;
         *   (properties?: waymark.Skip.$Properties): waymark.Skip;
         * }}
         */
        Skip.create = function(properties) {
            return new Skip(properties);
        };

        /**
         * Encodes the specified Skip message. Does not implicitly {@link waymark.Skip.verify|verify} messages.
         * @function encode
         * @memberof waymark.Skip
         * @static
         * @param {waymark.Skip.$Properties} message Skip message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Skip.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && !$Object.is(message.offset, 0))
                writer.uint32(/* id 1, wireType 1 =*/9).double(message.offset);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Skip message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Skip
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Skip & waymark.Skip.$Shape} Skip
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Skip.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Skip();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.offset = value;
                        else
                            delete message.offset;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Skip;
    })();

    waymark.Torn = (function() {

        /**
         * Properties of a Torn.
         * @typedef {Object} waymark.Torn.$Properties
         * @property {Array.<number>|null} [chunks] Torn chunks
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */

        /**
         * Properties of a Torn.
         * @memberof waymark
         * @interface ITorn
         * @augments waymark.Torn.$Properties
         * @deprecated Use waymark.Torn.$Properties instead.
         */

        /**
         * Shape of a Torn.
         * @typedef {waymark.Torn.$Properties} waymark.Torn.$Shape
         */

        /**
         * Constructs a new Torn.
         * @memberof waymark
         * @classdesc Represents a Torn.
         * @constructor
         * @param {waymark.Torn.$Properties=} [properties] Properties to set
         * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
         */
        const Torn = function (properties) {
            this.chunks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        /**
         * Torn chunks.
         * @member {Array.<number>} chunks
         * @memberof waymark.Torn
         * @instance
         */
        Torn.prototype.chunks = $util.emptyArray;

        /**
         * Creates a new Torn instance using the specified properties.
         * @function create
         * @memberof waymark.Torn
         * @static
         * @param {waymark.Torn.$Properties=} [properties] Properties to set
         * @returns {waymark.Torn} Torn instance
         * @type {{
         *   (properties: waymark.Torn.$Shape): waymark.Torn & waymark.Torn.$Shape;
         *   (properties?: waymark.Torn.$Properties): waymark.Torn;
         * }}
         */
        Torn.create = function(properties) {
            return new Torn(properties);
        };

        /**
         * Encodes the specified Torn message. Does not implicitly {@link waymark.Torn.verify|verify} messages.
         * @function encode
         * @memberof waymark.Torn
         * @static
         * @param {waymark.Torn.$Properties} message Torn message or plain object to encode
         * @param {$protobuf.Writer} [writer] Writer to encode to
         * @returns {$protobuf.Writer} Writer
         */
        Torn.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.chunks != null && message.chunks.length)
                writer.uint32(/* id 1, wireType 2 =*/10).doubles(message.chunks);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        /**
         * Decodes a Torn message from the specified reader or buffer.
         * @function decode
         * @memberof waymark.Torn
         * @static
         * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
         * @param {number} [length] Message length if known beforehand
         * @returns {waymark.Torn & waymark.Torn.$Shape} Torn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        Torn.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.waymark.Torn();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType === 2) {
                            if (!(message.chunks && message.chunks.length))
                                message.chunks = [];
                            reader.doubles(message.chunks);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.chunks && message.chunks.length))
                            message.chunks = [];
                        message.chunks.push(reader.double());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Torn;
    })();

    return waymark;
})();

export {
  $root as default
};
